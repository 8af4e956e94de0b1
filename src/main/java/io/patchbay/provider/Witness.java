package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.Chunk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Stands by at a try, and knows afterwards whether it has shown anything of the provider. */
final class Witness implements ChunkSink, Exchange.Tries {

    /** What a bound's own clock and ours may differ by. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Exchange exchange;
    private final Clock clock;
    private final Instant begun;
    private boolean asked;
    private boolean answered;

    Witness(Exchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** The exchange under its eyes. */
    Exchange watched() {
        return new Exchange(
                exchange.target(),
                exchange.ask(),
                exchange.callerHeaders(),
                exchange.deadline(),
                exchange.sink().map(sink -> this),
                this);
    }

    @Override
    public void accept(Chunk chunk) throws InterruptedException {
        answered |= chunk.isSemantic();
        exchange.sink().orElseThrow().accept(chunk);
    }

    @Override
    public void begins(List<String> leftOut) {
        asked = true;
        exchange.tries().begins(leftOut);
    }

    @Override
    public void failed(Failure failure) {
        exchange.tries().failed(failure);
    }

    @Override
    public boolean mayTryAgain() {
        return exchange.tries().mayTryAgain();
    }

    /** What happened: {@code @Timeout} interrupts, which looks like a caller who left. */
    CallFailed seen(CallFailed failed) {
        ProviderSettings provider = exchange.target().provider();
        Instant bound =
                begun.plus(ProviderClasses.outerBound(provider.clocks())).minus(SLACK);
        return failed.failure() instanceof Failure.Cancelled && clock.instant().isAfter(bound)
                ? CallFailed.of(new Failure.TimedOut(provider.id() + " took too long", Failure.Clock.CALL))
                : failed;
    }

    /** Whether the clock of those who ask ran out before the vendor had the time that its row and model allow it. */
    private boolean wasHurried(Failure.Clock which) {
        ProviderSettings.Clocks given = exchange.target().clocks();
        ProviderSettings.Clocks allowed = exchange.target().vendorsClocks();
        boolean streamed = exchange.sink().isPresent();
        Duration longest = allowed.longest(streamed);
        return switch (which) {
            case CONNECT -> given.connect().compareTo(allowed.connect()) < 0;
            case FIRST_EVENT -> given.firstEvent().compareTo(allowed.firstEvent()) < 0;
            case SILENCE -> given.silence().compareTo(allowed.silence()) < 0;
            case CALL ->
                shorter(Duration.between(begun, exchange.deadline()), given.longest(streamed))
                                .compareTo(answered ? longest : shorter(allowed.firstEvent(), longest))
                        < 0;
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether the end says nothing of how the provider is. */
    boolean sawNothing(Failure failure) {
        return switch (failure) {
            case Failure.Cancelled ignored -> !answered;
            case Failure.Unexpected ignored -> true;
            case Failure.TimedOut(String detail, Failure.Clock which) -> !asked || wasHurried(which);
            default -> !asked;
        };
    }
}
