package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LivesTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);

    private long seconds = -5;
    private final Lives lives = new Lives(Duration.ofSeconds(60), () -> seconds * 1_000_000_000);

    @Test
    void isDeadWhoGivesNoSignForAWhile() {
        assertThat(lives.dead(Map.of(A, 1L, B, 7L))).isEmpty();
        seconds += 30;
        assertThat(lives.dead(Map.of(A, 2L, B, 7L))).isEmpty();
        seconds += 30;
        assertThat(lives.dead(Map.of(A, 3L, B, 7L))).containsExactly(B);
        assertThat(lives.dead(Map.of(A, 3L, B, 8L))).as("it was only slow").isEmpty();
    }

    @Test
    void aTimeInWhichTheDatabaseWasAwayCountsForNobody() {
        lives.dead(Map.of(A, 1L));
        seconds += 59;
        lives.sawNothing();
        seconds += 30;
        assertThat(lives.dead(Map.of(A, 1L))).isEmpty();
        seconds += 60;
        assertThat(lives.dead(Map.of(A, 1L))).containsExactly(A);
    }
}
