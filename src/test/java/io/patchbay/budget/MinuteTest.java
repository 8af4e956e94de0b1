package io.patchbay.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinuteTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00.250Z");

    private final Minute minute = new Minute();

    @Test
    void takesAsMuchAsTheLimitAllows() {
        assertThat(minute.take(60, 100, START)).isEmpty();
        assertThat(minute.take(40, 100, START.plusSeconds(59))).isEmpty();
        assertThat(minute.take(1, 100, START.plusSeconds(59))).isPresent();
    }

    @Test
    void tellsHowLongItTakesUntilThereIsRoom() {
        minute.take(60, 100, START);
        minute.take(40, 100, START.plusSeconds(10));

        Instant now = START.plusSeconds(20);
        Duration little = minute.take(60, 100, now).orElseThrow();
        assertThat(little).isEqualTo(Duration.ofMillis(40_750));
        assertThat(minute.take(60, 100, now.plus(little).minusMillis(1))).isPresent();
        assertThat(minute.take(60, 100, now.plus(little))).isEmpty();
    }

    @Test
    void isTheSameAfterItWasWrittenDown() {
        minute.take(60, 100, START);
        minute.take(40, 100, START.plusSeconds(10));

        Minute read = Minute.of(minute.bytes());

        assertThat(read.sum(START.plusSeconds(20))).isEqualTo(100);
        assertThat(read.sum(START.plusSeconds(65))).isEqualTo(40);
        assertThat(read.untilEmpty(START.plusSeconds(65))).isEqualTo(Duration.ofMillis(5_750));
        assertThat(read.untilEmpty(START.plusSeconds(80))).isZero();
        assertThat(Minute.of(new Minute().bytes()).sum(START)).isZero();
    }

    @Test
    void whatIsLargerThanTheLimitPassesAlone() {
        assertThat(minute.take(500, 100, START)).isEmpty();
        assertThat(minute.take(1, 100, START.plusSeconds(60))).isPresent();
        assertThat(minute.take(500, 100, START.plusSeconds(61))).isEmpty();
    }

    @Test
    void whatWasUsedTakesThePlaceOfWhatWasExpected() {
        minute.take(80, 100, START);
        minute.correct(START, -70, START.plusSeconds(5));
        assertThat(minute.take(90, 100, START.plusSeconds(5))).isEmpty();

        minute.correct(START.plusSeconds(5), 10, START.plusSeconds(6));
        assertThat(minute.take(1, 100, START.plusSeconds(6))).isPresent();
    }

    @Test
    void aClockThatGoesBackChangesNothing() {
        minute.take(100, 100, START);
        assertThat(minute.take(1, 100, START.minusSeconds(300))).isPresent();
    }

    @Test
    void inNo60SecondsIsMoreTakenThanTheLimit() {
        Random random = new Random(7);
        ArrayDeque<Instant> taken = new ArrayDeque<>();
        Instant now = START;
        int all = 0;
        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(random.nextInt(400));
            Instant minuteAgo = now.minusSeconds(60);
            taken.removeIf(at -> !at.isAfter(minuteAgo));
            Optional<Duration> wait = minute.take(1, 100, now);
            if (wait.isEmpty()) {
                taken.add(now);
                all++;
            }
            assertThat(taken).hasSizeLessThanOrEqualTo(100);
        }
        // All but the second by which a minute is counted too long.
        assertThat(all).isGreaterThan((int) (100 * Duration.between(START, now).toSeconds() / 62));
    }
}
