package io.hallpulse.agent.remote;

import io.hallpulse.contract.message.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a terminal can be asked to do with its keys and lamps, and how it is.
 *
 * @param identify has all lamps blink; returns at once
 * @param status how the terminal is now
 * @param test makes presses a technician's for so long; completed with whether that is so now
 */
public record Actions(
        Supplier<Status> status, Runnable identify, Function<Duration, CompletableFuture<Boolean>> test) {}
