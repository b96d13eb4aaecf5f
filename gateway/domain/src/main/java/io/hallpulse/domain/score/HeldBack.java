package io.hallpulse.domain.score;

/**
 * What the published figures hold back of one tally. All three may be negative: a rating that was taken back is still published.
 *
 * @param n changes of the tally that no figure shows yet
 * @param hourless changes that the figures of their day show, and of all longer periods, but not those of their hour
 * @param late changes of how many of its ratings are told to be late
 */
public record HeldBack(long n, long hourless, long late) {
    public static final HeldBack NOTHING = new HeldBack(0, 0, 0);

    HeldBack shown() {
        return new HeldBack(0, hourless, late);
    }

    HeldBack shownWithItsDay() {
        return new HeldBack(0, hourless + n, late);
    }
}
