package io.hallpulse.agent.remote;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What a terminal can be asked to do with its keys and lamps.
 *
 * @param identify has all lamps blink; returns at once
 * @param test makes presses a technician's for so long; completed with whether that is so now
 */
public record Actions(Runnable identify, Function<Duration, CompletableFuture<Boolean>> test) {}
