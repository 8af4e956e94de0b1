package io.patchbay.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Vendors and callers who are unwell, in numbers. Each proof takes some seconds; {@code docs/testing.md} has the properties
 * that make it large, and the figures.
 */
@Isolated
class EnduranceIT {

    private static Ground ground;
    private Optional<Footprint> before = Optional.empty();

    @BeforeAll
    static void start() {
        ground = new Ground().start();
        ground.warmUp();
    }

    @AfterAll
    static void stop() throws IOException {
        ground.close();
    }

    @BeforeEach
    void remember() {
        ground.upstream().forget();
        before = Footprint.isTold() ? Optional.of(Footprint.of(ground.server())) : Optional.empty();
    }

    /** Nothing is left behind of what a proof did. */
    @AfterEach
    void requireTheFootprintOfBefore() throws InterruptedException {
        ground.upstream().forget();
        if (before.isPresent()) {
            Footprint after = Footprint.settled(ground.server(), before.get());
            System.out.printf("  before: %s; after: %s%n", before.get(), after);
            assertThat(after.isBackAt(before.get()))
                    .as("%s, after %s", after, before.get())
                    .isTrue();
        }
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

    /** {@code -Dsilent=1000}. */
    @Test
    void aSilentVendorIsLeftWhenItsClockRunsOut() throws Exception {
        Duration limit = Ground.FIRST_EVENT.plusSeconds(1);

        SilentVendors.Outcome outcome =
                new SilentVendors(ground.upstream(), ground.caller()).run(Integer.getInteger("silent", 200));

        System.out.println(outcome);
        assertThat(outcome.told()).isEqualTo(outcome.calls());
        assertThat(outcome.arrived()).isEqualTo(outcome.calls());
        assertThat(outcome.slowest()).isBetween(Ground.FIRST_EVENT, limit);
        assertThat(outcome.longest()).isLessThan(limit);
    }

    /** {@code -Dreaders=500 -Drounds=5}. */
    @Test
    void aReaderThatStopsIsNobodysBurden() throws Exception {
        int rounds = Integer.getInteger("rounds", 1);

        StoppedReaders.Outcome outcome = new StoppedReaders(ground).run(Ground.READERS, rounds);

        System.out.println(outcome);
        assertThat(outcome.bytesEach()).isLessThan(128 << 10);
        assertThat(outcome.left()).isZero();
        assertThat(outcome.earliest()).isGreaterThan(Ground.SLOW_READER);
        assertThat(outcome.latest()).isLessThan(Ground.SLOW_READER.multipliedBy(2));
        outcome.letGo().ifPresent(at -> assertThat(at).isLessThan(Ground.SLOW_READER.multipliedBy(2)));
    }

    /** {@code -Doutage=60}, in seconds. */
    @Test
    void anOutageOfAllIsNotMadeWorseAndIsOverWhenItIsOver() throws Exception {
        Outage.Outcome outcome = new Outage(ground.upstream(), ground.caller()).run(seconds("outage"));

        System.out.println(outcome);
        assertThat(outcome.calls()).isPositive();
        assertThat(outcome.ratio()).isLessThan(1.2);
        assertThat(outcome.wrong()).isZero();
        assertThat(outcome.recovery()).isLessThan(Ground.BREAKER_DELAY.plusMillis(500));
    }

    /** {@code -Dflapping=60}, in seconds. */
    @Test
    void aVendorThatComesAndGoesConfusesNobody() throws Exception {
        Flapping.Outcome outcome = new Flapping(ground.upstream(), ground.caller()).run(seconds("flapping"));

        System.out.println(outcome);
        assertThat(outcome.right() + outcome.told()).isEqualTo(outcome.alone());
        assertThat(outcome.right()).isPositive();
        assertThat(outcome.told()).isPositive();
        assertThat(outcome.helped()).isEqualTo(outcome.calls() - outcome.alone());
    }

    private static Duration seconds(String property) {
        return Duration.ofSeconds(Integer.getInteger(property, 8));
    }
}
