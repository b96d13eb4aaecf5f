package io.hallpulse.gateway.command;

import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.HttpFace;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.runtime.program.ExitCode;
import io.hallpulse.runtime.program.StopSignal;
import io.hallpulse.runtime.service.ServiceSocket;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs the gateway until SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    /** Of {@code run} and of the demo. */
    static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--take-over", description = "Takes the halls that another gateway serves.")
    private boolean takeOver;

    @Option(
            names = "--web",
            paramLabel = "DIR",
            description =
                    "Serves pages, styles and scripts of this folder in place of the program's own, for work on them.")
    private @Nullable Path web;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (web != null && !Files.isDirectory(web)) {
            throw new ParameterException(spec.commandLine(), "--web: " + web + " is no folder");
        }
        GatewayConfig read = config.openToServe();
        return new StopSignal(LONGEST_STOP).during(stop -> serve(read, stop));
    }

    private int serve(GatewayConfig read, StopSignal stop) throws Exception {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ServiceSocket service = ServiceSocket.of(System.getenv(), System::nanoTime);
                Gateway gateway = Gateway.start(read, takeOver, meters);
                HttpFace face = new HttpFace(read, gateway, meters, Limits.SMALL_BOX, web)) {
            LOG.info("ready: screens at {}", face.address());
            gateway.eachTurn(service::alive);
            service.ready();
            stop.await();
            service.stopping();
            LOG.info("stopping");
        }
        LOG.info("stopped");
        return ExitCode.FINE;
    }
}
