package io.patchbay.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Vendors and callers who are unwell, in numbers. Each proof takes some seconds; {@code docs/testing.md} has the properties
 * that make it large, and the figures.
 */
class EnduranceIT {

    private static Ground ground;

    @BeforeAll
    static void start() {
        ground = new Ground().start();
    }

    @AfterAll
    static void stop() throws IOException {
        ground.close();
    }

    @BeforeEach
    void forget() {
        ground.upstream().forget();
    }

    /** {@code -Dcuts=10000}, and {@code -Dseed} for the bytes of another run. */
    @Test
    void aStreamThatIsCutNeverLooksWhole() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());

        CutStreams.Outcome outcome =
                new CutStreams(ground.upstream(), ground.caller(), seed).run(Integer.getInteger("cuts", 500));

        System.out.println(outcome);
        assertThat(outcome.wrong()).as(outcome.toString()).isEmpty();
        assertThat(outcome.failed()).isGreaterThan(outcome.cuts() / 2);
        assertThat(outcome.failed() + outcome.whole()).isEqualTo(outcome.cuts());
    }
}
