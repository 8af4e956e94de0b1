package io.patchbay.provider;

import static io.patchbay.testing.Rows.provider;
import static io.patchbay.testing.Rows.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.catalogue.Patience;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Chunk;
import io.patchbay.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WitnessTest {

    private static final Failure LEFT = new Failure.Cancelled("the caller left");
    private static final Failure NO = new Failure.Rejected("no", 400, Optional.empty());

    private static final Failure LATE = new Failure.TimedOut("late", Failure.Clock.CALL);
    private static final Failure SILENT = new Failure.TimedOut("silent", Failure.Clock.SILENCE);
    private static final ProviderSettings.Clocks CLOCKS = ProviderSettings.Clocks.DEFAULT;

    private final TestClock clock = new TestClock();
    private final List<Chunk> given = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private final Exchange exchange = new Exchange(
            target(provider("one"), "m"),
            new Ask.Chat(ChatRequest.of("Hi")),
            Map.of(),
            Instant.parse("2030-01-01T00:00:00Z"),
            Optional.of(given::add),
            new Exchange.Tries() {
                @Override
                public void begins(List<String> leftOut) {
                    told.add(leftOut);
                }

                @Override
                public void failed(Failure failure) {
                    told.add(failure);
                }

                @Override
                public boolean mayTryAgain() {
                    return true;
                }
            });
    private final Witness witness = new Witness(exchange, clock);
    private final Exchange watched = witness.watched();

    @Test
    void passesOnWhatItSees() throws InterruptedException {
        Chunk chunk = Chunk.of(new ChatEvent.Text(0, "Hi"));

        watched.tries().begins(List.of("seed"));
        watched.sink().orElseThrow().accept(chunk);
        watched.tries().failed(NO);

        assertThat(given).containsExactly(chunk);
        assertThat(told).containsExactly(List.of("seed"), NO);
    }

    @Test
    void aRefusalOfOurOwnShowsNothingOfAVendorThatWasNotAsked() {
        assertThat(witness.sawNothing(NO)).isTrue();

        watched.tries().begins(List.of());

        assertThat(witness.sawNothing(NO)).isFalse();
    }

    @Test
    void aCallerWhoLeavesTellsNothingBeforeTheFirstEvent() throws InterruptedException {
        watched.tries().begins(List.of());
        watched.sink().orElseThrow().accept(Chunk.of(new ChatEvent.Started("1", "m")));
        assertThat(witness.sawNothing(LEFT)).isTrue();

        watched.sink().orElseThrow().accept(Chunk.of(new ChatEvent.Text(0, "Hi")));

        assertThat(witness.sawNothing(LEFT)).isFalse();
    }

    @Test
    void ourOwnFaultsTellNothing() {
        watched.tries().begins(List.of());

        assertThat(witness.sawNothing(Failure.Unexpected.logged())).isTrue();
    }

    @Test
    void aCallerInAHurryTellsNothingOfTheProvider() {
        assertThat(witnessWithin(CLOCKS.firstEvent().minusSeconds(1)).sawNothing(LATE))
                .isTrue();
        assertThat(witnessWithin(CLOCKS.firstEvent()).sawNothing(LATE)).isFalse();
        assertThat(witnessWithin(Duration.ofSeconds(1)).sawNothing(SILENT)).isFalse();
    }

    @Test
    void aStreamThatRunsMayTakeItsWholeTime() throws InterruptedException {
        Witness running = witnessWithin(CLOCKS.call().minusSeconds(1));
        running.accept(Chunk.of(new ChatEvent.Text(0, "Hi")));

        assertThat(running.sawNothing(LATE)).isTrue();
        assertThat(running.sawNothing(SILENT)).isFalse();
    }

    @Test
    void anAliasInAHurryTellsNothingOfTheProvider() {
        Patience impatient = new Patience(
                Optional.empty(),
                Optional.of(Duration.ofSeconds(1)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(2)));
        Failure slow = new Failure.TimedOut("slow", Failure.Clock.FIRST_EVENT);

        Witness alias = witnessWithin(CLOCKS.call(), exchange.target().with(impatient));

        assertThat(alias.sawNothing(slow)).isTrue();
        assertThat(alias.sawNothing(LATE)).isTrue();
        assertThat(alias.sawNothing(SILENT)).isFalse();
        assertThat(witnessWithin(CLOCKS.call()).sawNothing(slow)).isFalse();
    }

    @Test
    void whatCouldNotBeFetchedInTimeTellsNothingOfTheProvider() {
        Witness fetching = new Witness(exchange, clock);

        assertThat(fetching.sawNothing(LATE)).isTrue();
        fetching.begins(List.of());
        assertThat(fetching.sawNothing(LATE)).isFalse();
    }

    private Witness witnessWithin(Duration time) {
        return witnessWithin(time, exchange.target());
    }

    private Witness witnessWithin(Duration time, Target target) {
        Witness within = new Witness(
                new Exchange(
                        target,
                        exchange.ask(),
                        Map.of(),
                        clock.instant().plus(time),
                        exchange.sink(),
                        exchange.tries()),
                clock);
        within.begins(List.of());
        return within;
    }

    @Test
    void anInterruptByTheOuterBoundIsNoCallerWhoLeft() {
        CallFailed left = CallFailed.of(LEFT);
        assertThat(witness.seen(left)).isSameAs(left);

        clock.advance(ProviderClasses.outerBound(exchange.target().provider().clocks()));

        assertThat(witness.seen(left).failure()).isInstanceOf(Failure.TimedOut.class);
        assertThat(witness.seen(left)).isInstanceOf(CallFailed.ProviderFault.class);
    }
}
