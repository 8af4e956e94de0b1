package io.patchbay.provider;

import io.patchbay.budget.Minute;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.provider.ProviderSettings.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets attempts at a provider pass as its row's {@link Limits} have it. It stands before the provider's guard, which
 * can't let anybody wait: whoever waits here costs neither its breaker nor its time limit anything.
 */
@ApplicationScoped
public class Turnstile {

    private static final Duration FULL_FOR = Duration.ofSeconds(1);

    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    public Turnstile(Clock clock) {
        this.clock = clock;
    }

    /** An attempt's right to a place at the provider, until it ends. */
    public interface Pass extends AutoCloseable {

        /** What it used, where that is another number of tokens than was expected. */
        void used(long tokens);

        @Override
        void close();
    }

    /** How many are at a provider, and how many wait to be. */
    public record Crowd(int within, int waiting) {}

    /**
     * @param tokens what the attempt is expected to use; asked only where the row limits it
     * @param mayWait whether to wait for a place
     * @param deadline when the wait ends at the latest
     * @throws CallFailed if there is no place, or the minute is used up
     */
    public Pass enter(ProviderSettings provider, LongSupplier tokens, boolean mayWait, Instant deadline) {
        Row row = rows.computeIfAbsent(
                provider.id(), id -> new Row(provider.limits().concurrent()));
        takePlace(row, provider, mayWait, deadline);
        try {
            return isMetered(provider.limits()) ? metered(row, provider, tokens) : new Within(row);
        } catch (RuntimeException e) {
            row.places.release();
            throw e;
        }
    }

    public Crowd crowd(ProviderSettings provider) {
        Row row = rows.get(provider.id());
        return row == null
                ? new Crowd(0, 0)
                : new Crowd(row.limit - row.places.availablePermits(), row.places.getQueueLength());
    }

    private void takePlace(Row row, ProviderSettings provider, boolean mayWait, Instant deadline) {
        boolean waits =
                mayWait && row.places.getQueueLength() < provider.limits().waiting();
        try {
            long longest = waits ? longest(provider.limits(), deadline) : 0;
            if (!row.places.tryAcquire(longest, TimeUnit.MILLISECONDS)) {
                throw CallFailed.of(full(provider));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.of(new Failure.Cancelled("the caller left"));
        }
    }

    private long longest(Limits limits, Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return Math.max(0, Math.min(limits.longestWait().toMillis(), left.toMillis()));
    }

    private static boolean isMetered(Limits limits) {
        return limits.requestsPerMinute().isPresent()
                || limits.tokensPerMinute().isPresent();
    }

    private Pass metered(Row row, ProviderSettings provider, LongSupplier tokens) {
        Limits limits = provider.limits();
        Instant now = clock.instant();
        long expected = limits.tokensPerMinute().isPresent() ? tokens.getAsLong() : 0;
        synchronized (row) {
            take(row.requests, 1, limits.requestsPerMinute(), now)
                    .ifPresent(wait -> refuse(provider, "requests", limits.requestsPerMinute(), wait));
            Optional<Duration> tokensWait = take(row.tokens, expected, limits.tokensPerMinute(), now);
            if (tokensWait.isPresent()) {
                row.requests.correct(now, -1, now);
                refuse(provider, "tokens", limits.tokensPerMinute(), tokensWait.get());
            }
        }
        return new Metered(row, expected, now);
    }

    private static Optional<Duration> take(Minute minute, long amount, OptionalLong limit, Instant now) {
        return limit.isPresent() ? minute.take(amount, limit.getAsLong(), now) : Optional.empty();
    }

    private static void refuse(ProviderSettings provider, String what, OptionalLong limit, Duration wait) {
        throw CallFailed.of(new Failure.Throttled(
                "%s has had its %d %s of this minute".formatted(provider.id(), limit.orElseThrow(), what),
                Optional.of(wait)));
    }

    /** Why a provider without a place takes nobody. */
    public static Failure full(ProviderSettings provider) {
        return new Failure.Overloaded(
                "%s has %d calls under way, and takes no more"
                        .formatted(provider.id(), provider.limits().concurrent()),
                Optional.of(FULL_FOR));
    }

    /** What is known of a provider's attempts. Its places are as many as its guard's, which can't change either. */
    private static final class Row {

        private final int limit;
        private final Semaphore places;
        private final Minute requests = new Minute();
        private final Minute tokens = new Minute();

        Row(int limit) {
            this.limit = limit;
            this.places = new Semaphore(limit, true);
        }
    }

    private static class Within implements Pass {

        final Row row;

        Within(Row row) {
            this.row = row;
        }

        @Override
        public void used(long tokens) {}

        @Override
        public void close() {
            row.places.release();
        }
    }

    private final class Metered extends Within {

        private final long expected;
        private final Instant since;

        Metered(Row row, long expected, Instant since) {
            super(row);
            this.expected = expected;
            this.since = since;
        }

        @Override
        public void used(long tokens) {
            row.tokens.correct(since, tokens - expected, clock.instant());
        }
    }
}
