package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Failure DOWN = new Failure.Unavailable("down", Reach.ANSWER);
    private static final Failure LATE = new Failure.TimedOut("late", Failure.Clock.CALL);
    private static final Failure BAD_KEY = new Failure.Unauthenticated("key");
    private static final Failure UNABLE = new Failure.Unsupported("no pictures", "messages");

    @Test
    void whereAllAreOutOfServiceTheFirstProbeIsTheTimeToComeBack() {
        assertThat(Verdict.of(List.of(open(300), open(10), open(60))))
                .isEqualTo(new Failure.NoTarget("open", seconds(10)));
    }

    @Test
    void aProviderWithoutRoomMayHaveItBeforeAnyProbe() {
        assertThat(Verdict.of(List.of(new Failure.Overloaded("full", seconds(1)), open(10))))
                .isEqualTo(new Failure.Overloaded("full", seconds(1)));
    }

    @Test
    void aThrottledCallComesBackWhenTheFirstIsReady() {
        assertThat(Verdict.of(List.of(throttled(seconds(30)), throttled(seconds(7)), DOWN, open(9))))
                .isEqualTo(new Failure.Throttled("slow down", seconds(7)));
    }

    @Test
    void aVendorThatDidNotSayWhenIsNotPutBehindOneThatDid() {
        assertThat(Verdict.of(List.of(throttled(Optional.empty()), open(300)))).isEqualTo(throttled(Optional.empty()));
    }

    @Test
    void whatPassesTellsMoreThanWhatDoesNot() {
        assertThat(Verdict.of(List.of(DOWN, BAD_KEY, UNABLE, open(10)))).isEqualTo(down(seconds(2)));
        assertThat(Verdict.of(List.of(open(10), UNABLE, BAD_KEY))).isEqualTo(BAD_KEY);
    }

    @Test
    void ofEqualsTheLastIsTold() {
        assertThat(Verdict.of(List.of(DOWN, LATE))).isEqualTo(LATE);
        assertThat(Verdict.of(List.of(LATE, DOWN))).isEqualTo(down(seconds(2)));
    }

    @Test
    void whoFindsAllProvidersDownComesBackWhenTheFirstOfThemAsks() {
        assertThat(Verdict.of(List.of(down(seconds(90)), down(seconds(30))))).isEqualTo(down(seconds(30)));
        assertThat(Verdict.of(List.of(down(seconds(90)), open(20)))).isEqualTo(down(seconds(20)));
    }

    @Test
    void aProviderThatIsDownAndDoesNotSayForHowLongMayBeBackSoon() {
        assertThat(Verdict.of(List.of(DOWN))).isEqualTo(down(seconds(2)));
        assertThat(Verdict.of(List.of(down(seconds(90)), DOWN))).isEqualTo(down(seconds(2)));
    }

    private static Failure down(Optional<Duration> wait) {
        return new Failure.Unavailable("down", Reach.ANSWER, wait);
    }

    private static Failure open(long wait) {
        return new Failure.NoTarget("open", seconds(wait));
    }

    private static Failure throttled(Optional<Duration> wait) {
        return new Failure.Throttled("slow down", wait);
    }

    private static Optional<Duration> seconds(long time) {
        return Optional.of(Duration.ofSeconds(time));
    }
}
