package io.hallpulse.gateway.command;

import io.hallpulse.gateway.assessment.AssessReading;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.RoundReport;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The round that a command of assessments is about, counted from its facts beside a running gateway or without one. */
final class RoundArgument {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "ROUND", description = "Its name, SCHEME/PERIOD.")
    private String round = "";

    /** What a command does with it. */
    @FunctionalInterface
    interface Work {
        void on(RoundReport report) throws IOException;
    }

    /**
     * Has it read.
     *
     * @throws OperationFailed with one line, where there is no such round, or the database does not answer
     */
    void read(Work work) throws IOException {
        GatewayConfig read = config.open();
        try (AssessReading reading = AssessReading.open(read.data(), read.database())) {
            work.on(new RoundReport(reading, round));
        } catch (AssessRefused e) {
            throw new OperationFailed(String.valueOf(e.getMessage()), e);
        }
    }
}
