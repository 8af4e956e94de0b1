package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.provider.ProviderSettings.Limits;
import io.patchbay.provider.Turnstile.Pass;
import io.patchbay.testing.Rows;
import io.patchbay.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnstileTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock();
    private final Turnstile turnstile = new Turnstile(clock);

    @Test
    void letsAsManyInAsThereArePlaces() {
        ProviderSettings row = row(2, 0, Duration.ZERO);
        Pass first = enter(row, true);
        Pass second = enter(row, true);

        assertThat(refused(row, true)).isInstanceOf(Failure.Overloaded.class);
        assertThat(turnstile.crowd(row)).isEqualTo(new Turnstile.Crowd(2, 0));
        first.close();
        enter(row, false).close();
        second.close();
        assertThat(turnstile.crowd(row)).isEqualTo(new Turnstile.Crowd(0, 0));
    }

    @Test
    void whoMayWaitGetsThePlaceThatComesFree() throws Exception {
        ProviderSettings row = row(1, 1, LONG);
        Pass first = enter(row, false);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Pass> waiting = threads.submit(() -> enter(row, true));
            await(row, 1);

            assertThat(refused(row, false)).isInstanceOf(Failure.Overloaded.class);
            assertThat(refused(row, true))
                    .as("one waits already")
                    .isEqualTo(new Failure.Overloaded(
                            "p has 1 calls under way, and takes no more", Optional.of(Duration.ofSeconds(1))));
            first.close();
            waiting.get().close();
        }
    }

    @Test
    void whoWaitsIsServedInTheOrderInWhichTheyCame() throws Exception {
        ProviderSettings row = row(1, 5, LONG);
        Pass first = enter(row, false);
        List<Integer> served = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 5; i++) {
                int number = i;
                threads.submit(() -> {
                    try (Pass pass = enter(row, true)) {
                        served.add(number);
                    }
                });
                await(row, i);
            }
            first.close();
        }
        assertThat(served).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void nobodyWaitsLongerThanTheRowOrTheCallAllows() {
        ProviderSettings row = row(1, 1, Duration.ofMillis(50));
        enter(row, false);
        assertThat(refused(row, true)).isInstanceOf(Failure.Overloaded.class);

        ProviderSettings patient = row(1, 1, LONG);
        CallFailed late = catchThrowableOfType(
                CallFailed.class,
                () -> turnstile.enter(patient, () -> 0, true, clock.instant().plusMillis(50)));
        assertThat(late.failure()).isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void aCallerWhoLeavesWaitsNoLonger() throws Exception {
        ProviderSettings row = row(1, 1, LONG);
        enter(row, false);
        List<Failure> seen = new CopyOnWriteArrayList<>();
        Thread waiting = Thread.startVirtualThread(() -> seen.add(refused(row, true)));
        await(row, 1);
        waiting.interrupt();
        waiting.join();

        assertThat(seen).containsExactly(new Failure.Cancelled("the caller left"));
        assertThat(turnstile.crowd(row)).isEqualTo(new Turnstile.Crowd(1, 0));
    }

    @Test
    void keepsToTheRequestsOfAMinute() {
        ProviderSettings row = limited(OptionalLong.of(2), OptionalLong.empty());
        enter(row, true).close();
        enter(row, true).close();

        Failure.Throttled refused = (Failure.Throttled) refused(row, true);
        assertThat(refused.detail()).isEqualTo("p has had its 2 requests of this minute");
        clock.advance(refused.retryAfter().orElseThrow());
        enter(row, true).close();
    }

    @Test
    void keepsToTheTokensOfAMinuteAsFarAsTheyAreKnown() {
        ProviderSettings row = limited(OptionalLong.of(3), OptionalLong.of(1_000));
        try (Pass pass = turnstile.enter(row, () -> 800, false, clock.instant())) {
            assertThat(refused(row, false))
                    .isInstanceOfSatisfying(
                            Failure.Throttled.class,
                            throttled -> assertThat(throttled.detail()).contains("1000 tokens"));
            pass.used(300);
        }
        enter(row, false).close();
        enter(row, false).close();
        assertThat(refused(row, false).detail())
                .as("who was refused has used no request")
                .contains("3 requests");
    }

    private Pass enter(ProviderSettings row, boolean mayWait) {
        return turnstile.enter(row, () -> 300, mayWait, clock.instant().plus(LONG));
    }

    private Failure refused(ProviderSettings row, boolean mayWait) {
        return catchThrowableOfType(CallFailed.class, () -> enter(row, mayWait)).failure();
    }

    private void await(ProviderSettings row, int waiting) throws InterruptedException {
        while (turnstile.crowd(row).waiting() < waiting) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static ProviderSettings row(int concurrent, int waiting, Duration longest) {
        return row(new Limits(concurrent, waiting, longest, OptionalLong.empty(), OptionalLong.empty()));
    }

    private static ProviderSettings limited(OptionalLong requests, OptionalLong tokens) {
        return row(new Limits(8, 0, Duration.ZERO, requests, tokens));
    }

    private static ProviderSettings row(Limits limits) {
        return Rows.provider("p").toBuilder().limits(limits).build();
    }
}
