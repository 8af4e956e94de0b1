package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.Circuit.State;
import io.patchbay.testing.LogLines;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakerLogTest {

    private static final Instant PROBE = Instant.parse("2026-07-24T12:00:30Z");

    private final BreakerLog breakers = new BreakerLog();

    @Test
    void hasALineWhenABreakerOpensAndWhenItCloses() {
        try (LogLines log = LogLines.of(BreakerLog.class.getName())) {
            breakers.note(new BreakerChanged(
                    "one", State.CLOSED, State.OPEN, Optional.of(PROBE), Optional.of("unavailable (127.0.0.1:9)")));
            breakers.note(new BreakerChanged("one", State.OPEN, State.HALF_OPEN, Optional.empty(), Optional.empty()));
            breakers.note(new BreakerChanged("one", State.HALF_OPEN, State.CLOSED, Optional.empty(), Optional.empty()));

            assertThat(log.lines())
                    .containsExactly(
                            "WARNING The circuit breaker of one is open: unavailable (127.0.0.1:9); next probe at "
                                    + PROBE,
                            "INFO The circuit breaker of one is closed again");
        }
    }
}
