package io.patchbay.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Servers that are told to end under load, by SIGTERM alone and with a drain before it in turn. {@code -Dendings=40} is
 * twenty of each; {@code DrainIT} has what else there is to say.
 */
@Isolated
class EndingIT {

    private static final int ENDINGS = Integer.getInteger("endings", 1);

    /** Of the endings, every so many-th has calls of 20 s. */
    private static final int LONG = 5;

    @Test
    @Timeout(1_800)
    void noCallThatCouldEndIsBroken() throws Exception {
        Ending.Outcome outcome = new Ending.Outcome(0, 0, List.of());
        for (int i = 0; i < ENDINGS; i++) {
            try (Ending ending = new Ending(i % LONG == LONG - 1)) {
                outcome = outcome.and(ending.run(i % 2 == 1));
            }
        }
        System.out.printf(
                "%d servers ended under load: %d calls whole, %d came too late, %d broken%n",
                ENDINGS, outcome.whole(), outcome.turnedAway(), outcome.broken().size());
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.whole()).isGreaterThan(90L * ENDINGS);
    }
}
