package io.hallpulse.domain.score;

import org.jspecify.annotations.Nullable;

/** The active rate (主动评价率): which part of the services that were closed somebody rated. Ours, like the other formulas. */
public final class ActiveRate {
    private ActiveRate() {}

    /**
     * The rate with three decimals; over 1 where there are more ratings than services.
     *
     * @param services that were closed, as a queue feed tells
     * @param rated ratings of the hours that the feed tells of
     * @return null where no service was closed
     */
    public static @Nullable Double of(long services, long rated) {
        return services == 0 ? null : Math.round(1000.0 * rated / services) / 1000.0;
    }
}
