package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookupsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Lookups lookups = new Lookups(this::answerLate);

    @Test
    void thoseWhoAskForAHostAtOnceShareOneLookup() {
        List<Thread> callers = IntStream.range(0, 50)
                .mapToObj(caller -> Thread.ofVirtual().start(() -> addressesOf("one.example")))
                .toList();
        await(() -> callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING));
        answer.countDown();
        await(() -> callers.stream().noneMatch(Thread::isAlive));

        assertThat(asked).hasValue(1);
    }

    @Test
    void whoHasNoMoreTimeGoesAndTheLookupGoesOnForTheNext() throws UnknownHostException {
        for (int caller = 0; caller < 20; caller++) {
            assertThatThrownBy(() -> lookups.of("one.example", Duration.ofMillis(1)))
                    .isInstanceOf(UnknownHostException.class);
        }
        assertThat(asked).hasValue(1);

        answer.countDown();
        assertThat(lookups.of("one.example", LONG)).hasSize(1);
    }

    @Test
    void aHostIsLookedUpAnewWhenItsLookupHasEnded() {
        answer.countDown();
        addressesOf("one.example");
        addressesOf("one.example");
        addressesOf("two.example");

        assertThat(asked).hasValue(3);
    }

    @Test
    void aHostWithoutAnAddressSaysSo() {
        Lookups none = new Lookups(host -> {
            throw new UnknownHostException("no such host");
        });

        assertThatThrownBy(() -> none.of("one.example", LONG))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("no such host");
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private InetAddress[] addressesOf(String host) {
        try {
            return lookups.of(host, LONG);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InetAddress[] answerLate(String host) throws UnknownHostException {
        asked.incrementAndGet();
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})};
    }
}
