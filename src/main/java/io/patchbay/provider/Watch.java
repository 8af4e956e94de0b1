package io.patchbay.provider;

import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one attempt. Aborts it when the one that is running, or the clock of the whole call, runs out. An event
 * costs two writes to memory: a timer that finds itself too early sets itself again.
 */
public final class Watch implements AutoCloseable {

    private static final long PAUSED = Long.MAX_VALUE;

    /** How long a vendor may keep the connection after its last event, for it to be used again. */
    private static final Duration LINGER = Duration.ofMillis(250);

    private final ProviderSettings.Clocks clocks;
    private final boolean streamed;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final long start;
    private final long callNanos;

    private volatile Clock running = Clock.CONNECT;
    private volatile long since;
    private volatile @Nullable Clock expired;
    private volatile @Nullable Runnable abort;
    private volatile @Nullable ScheduledFuture<?> next;
    private volatile boolean closed;
    private volatile boolean lingering;

    /** @param remaining what is left of the call's deadline; the shorter of this and the target's own clock counts */
    Watch(
            ProviderSettings.Clocks clocks,
            Duration remaining,
            boolean streamed,
            ScheduledExecutorService timer,
            LongSupplier nanoTime) {
        this.clocks = clocks;
        this.streamed = streamed;
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.since = start;
        this.callNanos = Math.min(clocks.longest(streamed).toNanos(), Math.max(0, remaining.toNanos()));
        schedule();
    }

    /** How long a connection may take. */
    Duration connectLimit() {
        return clocks.connect();
    }

    /** Says how to abort what is under way, beside what was said before; called at once if a clock has run out already. */
    public void onExpiry(Runnable action) {
        Runnable before = abort;
        abort = before == null
                ? action
                : () -> {
                    before.run();
                    action.run();
                };
        if (expired != null) {
            action.run();
        }
    }

    /** The connection stands, the request is on its way. */
    public void connected() {
        if (running == Clock.CONNECT) {
            begin(streamed ? Clock.FIRST_EVENT : Clock.CALL);
        }
    }

    /** Whether anything may have been sent. */
    boolean isConnected() {
        return running != Clock.CONNECT;
    }

    /**
     * An event of the stream has come, and is being handed on: the vendor owes nothing until {@link #awaiting}.
     *
     * @param semantic whether it says anything of the answer; a ping does not end the wait for the first event
     */
    void event(boolean semantic) {
        if (semantic || running == Clock.SILENCE) {
            since = PAUSED;
        }
    }

    /** The next event is waited for. */
    void awaiting() {
        if (since == PAUSED) {
            begin(Clock.SILENCE);
        }
    }

    /** Bytes have come. A large event that comes slowly is no silence. */
    void heard() {
        if (running == Clock.SILENCE && since != PAUSED && !lingering) {
            since = nanoTime.getAsLong();
        }
    }

    /** All has been said; what is waited for is the end of the connection's answer. */
    void lingering() {
        lingering = true;
        running = Clock.SILENCE;
        since = nanoTime.getAsLong();
        reschedule();
    }

    private void begin(Clock clock) {
        Clock before = running;
        since = nanoTime.getAsLong();
        running = clock;
        if (before != clock) {
            reschedule();
        }
    }

    /** The clock that ran out, if one did: then whatever the attempt threw is this clock's doing. */
    public Optional<Clock> expired() {
        return Optional.ofNullable(expired);
    }

    /** The failure of the clock that ran out, or else the given one. */
    public Failure failureOr(Failure other) {
        Clock clock = expired;
        if (clock == null) {
            return other;
        }
        return new Failure.TimedOut(
                "the provider's %s clock ran out after %s".formatted(clock.word(), limit(clock)), clock);
    }

    private Duration limit(Clock clock) {
        return switch (clock) {
            case CONNECT -> clocks.connect();
            case FIRST_EVENT -> clocks.firstEvent();
            case SILENCE -> lingering ? LINGER : clocks.silence();
            case CALL -> Duration.ofNanos(callNanos);
        };
    }

    private void reschedule() {
        ScheduledFuture<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
        schedule();
    }

    private void schedule() {
        long now = nanoTime.getAsLong();
        long left = Math.min(leftOfCall(now), leftOfRunning(now));
        next = timer.schedule(this::check, Math.max(0, left), TimeUnit.NANOSECONDS);
        if (closed) {
            close();
        }
    }

    private void check() {
        if (closed) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (leftOfCall(now) <= 0) {
            expire(Clock.CALL);
        } else if (leftOfRunning(now) <= 0) {
            expire(running);
        } else {
            schedule();
        }
    }

    private long leftOfCall(long now) {
        return callNanos - (now - start);
    }

    private long leftOfRunning(long now) {
        long begun = since;
        long limit = limit(running).toNanos();
        return begun == PAUSED ? limit : limit - (now - begun);
    }

    private void expire(Clock clock) {
        expired = clock;
        Runnable action = abort;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        ScheduledFuture<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }
}
