package io.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyFetchTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);
    private final KeyFetch fetch = new KeyFetch(
            location -> {
                asked.incrementAndGet();
                throw new IOException("nobody there");
            },
            time::get);

    @Test
    void failsAtOnceForAWhileAfterAFailure() {
        assertThatThrownBy(() -> fetch.get("x")).hasMessage("nobody there");
        time.addAndGet(Duration.ofSeconds(9).toNanos());

        assertThatThrownBy(() -> fetch.get("x")).isInstanceOf(IOException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksAgainLater() {
        assertThatThrownBy(() -> fetch.get("x")).hasMessage("nobody there");
        time.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThatThrownBy(() -> fetch.get("x")).hasMessage("nobody there");
        assertThat(asked).hasValue(2);
    }
}
