package io.hallpulse.gateway.http;

import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.log.DistinctLog;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers to requests that fail: as problems, and in the log where the fault is the gateway's own. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final DistinctLog failures;

    /** @param nanos a clock that never steps */
    Refusals(LongSupplier nanos) {
        failures = new DistinctLog(LOG, nanos);
    }

    void addTo(JavalinConfig javalin) {
        javalin.router.javaLangErrorHandler((answer, error) -> {
            LOG.error("a request failed", error);
            whileThere(() -> answer.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode()));
        });
        javalin.routes.exception(
                HttpResponseException.class, (refusal, context) -> whileThere(() -> refuse(refusal, context)));
        javalin.routes.exception(
                RejectedExecutionException.class,
                (full, context) -> whileThere(() -> refuse(
                        new ServiceUnavailableResponse(
                                RouteTable.WAITING + " requests wait for an answer already; try again"),
                        context)));
        javalin.routes.exception(Exception.class, (failure, context) -> {
            failures.fault(
                    "a request failed: " + Fault.oneLine(failure), failure); // whose client may be gone, and it with it
            whileThere(() -> Problem.of(500, "the gateway failed to answer; its log says why")
                    .answer(context));
        });
    }

    /**
     * Answers a failure, if that can be. Once the client is gone and the connection closed, request and answer are taken back and whatever
     * asks them throws; the framework hands what is thrown here to this very place again, without an end.
     */
    private static void whileThere(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException e) {
            LOG.debug("a client did not wait for the answer to its failure", e);
        }
    }

    private static void refuse(HttpResponseException refusal, Context context) {
        String detail = String.valueOf(refusal.getMessage());
        if (refusal.getStatus() == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
            String allowed = allowed(refusal);
            context.header(Header.ALLOW, allowed);
            detail = "only " + allowed + " are answered here";
        } else if (refusal.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
            context.header(Header.RETRY_AFTER, "1");
        }
        Problem.of(refusal.getStatus(), detail).answer(context);
    }

    /** The methods of a path, as the router names them with its refusal. */
    private static String allowed(HttpResponseException refusal) {
        return refusal.getDetails().values().stream()
                .flatMap(methods -> Arrays.stream(methods.split(",")))
                .map(String::strip)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
