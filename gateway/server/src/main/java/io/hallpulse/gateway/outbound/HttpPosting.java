package io.hallpulse.gateway.outbound;

import io.hallpulse.gateway.fault.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts texts by HTTP to one address. It goes to no other one than that, and waits for no answer longer than its time-out, whole body
 * included. One thread.
 */
public final class HttpPosting {
    private final URI uri;
    private final Duration timeout;
    private final HttpClient client;

    public HttpPosting(URI uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** Posts JSON with headers besides. */
    public HttpResponse<String> post(String json, Map<String, String> headers) throws NoAnswer, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json; charset=utf-8")
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(json));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request.build(), head -> new AnswerText());
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silence();
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            boolean silent = cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
            throw silent ? silence() : new NoAnswer("it cannot be reached: " + Fault.oneLine(cause));
        } finally {
            exchange.cancel(true);
        }
    }

    private NoAnswer silence() {
        return new NoAnswer("no answer within " + timeout.toSeconds() + " s");
    }
}
