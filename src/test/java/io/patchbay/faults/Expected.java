package io.patchbay.faults;

import java.time.Duration;

/**
 * What comes of a target that is asked alone.
 *
 * @param afterWords whether the caller has had words of the answer by then
 * @param quickTries tries that follow one another at once
 * @param secondTry whether there is another one at the end of the chain
 * @param limit the clock that ends a try, zero where the provider ends it itself
 */
record Expected(Ending ending, boolean afterWords, int quickTries, boolean secondTry, Duration limit) {

    /** The longest wait before a second try: a provider's second or two, or our own. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    static Expected of(Ending ending) {
        return new Expected(ending, false, 1, false, Duration.ZERO);
    }

    /** The connection fails, which is tried once more at once. */
    static Expected unreachable() {
        return new Expected(Ending.UNAVAILABLE, false, 2, false, Duration.ZERO);
    }

    static Expected passing(Ending ending) {
        return new Expected(ending, false, 1, true, Duration.ZERO);
    }

    Expected afterSomeWords() {
        return new Expected(ending, true, quickTries, secondTry, limit);
    }

    Expected within(Duration clock) {
        return new Expected(ending, afterWords, quickTries, secondTry, clock);
    }

    /** Whether another target gives the answer, where there is one. */
    boolean goesOn(Behind behind) {
        return switch (behind) {
            case NOBODY -> false;
            case ANOTHER -> !ending.isFinal() && !afterWords;
            case ANOTHER_AND_HELD, ANOTHER_WHO_GOES_ON -> !ending.isFinal();
            case ANOTHER_BESIDE -> true;
        };
    }

    int tries(Behind behind) {
        return !goesOn(behind) && secondTry ? quickTries + 1 : quickTries;
    }

    /** Whether the other writes the rest of what the target has begun. */
    boolean isContinued(Behind behind) {
        return behind == Behind.ANOTHER_WHO_GOES_ON && afterWords && goesOn(behind);
    }

    /** A clock runs to its end, and a second try is not made at once. */
    Duration shortest(Behind behind) {
        return !goesOn(behind) && secondTry ? limit(behind).plus(leastWait()) : limit(behind);
    }

    private Duration limit(Behind behind) {
        return behind.isHedged() ? Clocks.HEDGE : limit;
    }

    private Duration leastWait() {
        return ending == Ending.THROTTLED ? Duration.ofSeconds(1) : Duration.ofMillis(200);
    }

    Duration longest(Behind behind) {
        return !goesOn(behind) && secondTry ? limit(behind).plus(LONGEST_WAIT) : limit(behind);
    }
}
