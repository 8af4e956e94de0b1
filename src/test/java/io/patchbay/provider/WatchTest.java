package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Clock;
import io.patchbay.testing.ManualTimer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final ProviderSettings.Clocks CLOCKS = new ProviderSettings.Clocks(
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(200),
            Duration.ofSeconds(300));

    private final ManualTimer timer = new ManualTimer();
    private final AtomicInteger aborted = new AtomicInteger();

    @Test
    void theConnectionHasItsClock() {
        Watch watch = watch(true, Duration.ofHours(1));

        assertRunsOutAfter(Duration.ofSeconds(5), watch, Clock.CONNECT);
    }

    @Test
    void theFirstEventHasItsClock() {
        Watch watch = watch(true, Duration.ofHours(1));
        timer.advance(Duration.ofSeconds(4));
        watch.connected();

        assertRunsOutAfter(Duration.ofSeconds(60), watch, Clock.FIRST_EVENT);
    }

    @Test
    void silenceHasItsClock() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        timer.advance(Duration.ofSeconds(59));
        event(watch);

        assertRunsOutAfter(Duration.ofSeconds(20), watch, Clock.SILENCE);
    }

    @Test
    void eachEventEndsTheSilence() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        for (int i = 0; i < 14; i++) {
            event(watch);
            timer.advance(Duration.ofSeconds(19));
        }

        assertThat(watch.expired()).isEmpty();
        assertRunsOutAfter(Duration.ofSeconds(1), watch, Clock.SILENCE);
    }

    @Test
    void whatSaysNothingOfTheAnswerIsNoFirstEvent() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        for (int second = 0; second < 59; second++) {
            timer.advance(Duration.ofSeconds(1));
            watch.heard();
            ping(watch);
        }

        assertRunsOutAfter(Duration.ofSeconds(1), watch, Clock.FIRST_EVENT);
    }

    @Test
    void afterTheFirstEventAPingEndsTheSilence() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        event(watch);
        timer.advance(Duration.ofSeconds(19));
        ping(watch);

        assertRunsOutAfter(Duration.ofSeconds(20), watch, Clock.SILENCE);
    }

    @Test
    void anEventThatComesSlowlyIsNoSilence() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        event(watch);
        for (int i = 0; i < 10; i++) {
            timer.advance(Duration.ofSeconds(19));
            watch.heard();
        }

        assertThat(watch.expired()).isEmpty();
        assertRunsOutAfter(Duration.ofSeconds(20), watch, Clock.SILENCE);
    }

    @Test
    void bytesForEverAreBoundedByTheWholeCall() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        event(watch);
        for (int second = 0; second < 299; second++) {
            timer.advance(Duration.ofSeconds(1));
            watch.heard();
        }

        assertRunsOutAfter(Duration.ofSeconds(1), watch, Clock.CALL);
    }

    @Test
    void afterTheLastEventBytesDoNotKeepTheConnection() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        watch.lingering();
        for (int i = 0; i < 24; i++) {
            timer.advance(Duration.ofMillis(10));
            watch.heard();
        }

        assertRunsOutAfter(Duration.ofMillis(10), watch, Clock.SILENCE);
    }

    @Test
    void theWholeCallHasItsClock() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        for (int i = 0; i < 29; i++) {
            event(watch);
            timer.advance(Duration.ofSeconds(10));
        }
        event(watch);

        assertRunsOutAfter(Duration.ofSeconds(10), watch, Clock.CALL);
    }

    @Test
    void aWholeAnswerKnowsNoSilence() {
        Watch watch = watch(false, Duration.ofHours(1));
        watch.connected();

        assertRunsOutAfter(Duration.ofSeconds(200), watch, Clock.CALL);
    }

    @Test
    void whatIsLeftOfTheDeadlineCountsWhereItIsLess() {
        Watch watch = watch(false, Duration.ofSeconds(3));

        assertRunsOutAfter(Duration.ofSeconds(3), watch, Clock.CALL);
    }

    @Test
    void aDeadlineThatHasPassedAbortsAtOnce() {
        Watch watch = watch(false, Duration.ofSeconds(-1));
        timer.advance(Duration.ZERO);

        assertThat(watch.expired()).contains(Clock.CALL);
    }

    @Test
    void aSlowReaderIsNotTheVendorsSilence() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        watch.event(true);
        timer.advance(Duration.ofSeconds(100));

        assertThat(watch.expired()).isEmpty();
        watch.awaiting();
        assertRunsOutAfter(Duration.ofSeconds(20), watch, Clock.SILENCE);
    }

    @Test
    void afterTheLastEventTheConnectionIsNotWaitedForLong() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();
        event(watch);
        watch.lingering();

        timer.advance(Duration.ofMillis(249));
        assertThat(watch.expired()).isEmpty();
        timer.advance(Duration.ofMillis(1));
        assertThat(watch.expired()).isPresent();
    }

    @Test
    void aLateListenerIsToldAtOnce() {
        Watch watch = new Watch(CLOCKS, Duration.ofHours(1), true, timer, timer::nanoTime);
        timer.advance(Duration.ofSeconds(5));

        watch.onExpiry(aborted::incrementAndGet);

        assertThat(aborted).hasValue(1);
    }

    @Test
    void afterItsEndNothingIsAborted() {
        Watch watch = watch(true, Duration.ofHours(1));
        watch.connected();

        watch.close();
        timer.advance(Duration.ofHours(2));

        assertThat(aborted).hasValue(0);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void theFailureNamesTheClock() {
        Watch watch = watch(true, Duration.ofHours(1));
        Failure other = new Failure.Garbled("other");
        assertThat(watch.failureOr(other)).isSameAs(other);

        timer.advance(Duration.ofSeconds(5));

        assertThat(watch.failureOr(other).code()).isEqualTo("timed_out_connect");
    }

    private void assertRunsOutAfter(Duration time, Watch watch, Clock clock) {
        timer.advance(time.minusMillis(1));
        assertThat(watch.expired()).isEmpty();
        assertThat(aborted).hasValue(0);

        timer.advance(Duration.ofMillis(1));
        assertThat(watch.expired()).contains(clock);
        assertThat(aborted).hasValue(1);
    }

    private static void event(Watch watch) {
        watch.event(true);
        watch.awaiting();
    }

    private static void ping(Watch watch) {
        watch.event(false);
        watch.awaiting();
    }

    private Watch watch(boolean streamed, Duration remaining) {
        Watch watch = new Watch(CLOCKS, remaining, streamed, timer, timer::nanoTime);
        watch.onExpiry(aborted::incrementAndGet);
        return watch;
    }
}
