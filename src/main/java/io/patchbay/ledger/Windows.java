package io.patchbay.ledger;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import io.patchbay.budget.Minute;
import io.patchbay.budget.RateLimit;
import io.patchbay.call.Allowance;
import io.patchbay.call.Allowance.Side;
import io.patchbay.call.Failure;
import io.patchbay.ledger.Sql.Any;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The minutes of those who are limited, within one transaction that locks those which it changes until its end. */
final class Windows {

    private static final String READ =
            "select subject, requests, tokens from rate_window where subject = any(?) order by subject";
    private static final String LOCK = READ + " for update";
    private static final String INSERT = "insert into rate_window (requests, tokens, subject) values (?, ?, ?)";
    private static final String UPDATE = "update rate_window set requests = ?, tokens = ? where subject = ?";

    private final Sql sql;
    private final Instant now;
    private final Map<String, Window> windows = new HashMap<>();

    private record Window(String subject, boolean isNew, Minute requests, Minute tokens) {
        static Window of(ResultSet row) throws SQLException {
            return new Window(
                    row.getString("subject"),
                    false,
                    Minute.of(row.getBytes("requests")),
                    Minute.of(row.getBytes("tokens")));
        }
    }

    Windows(Sql sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    /** Lets the passages through in their order, or marks those for which there is no room. */
    void apply(List<Passage> passages) throws SQLException {
        load(LOCK, passages.stream().flatMap(passage -> passage.limits().stream()));
        passages.forEach(this::pass);
        write(INSERT, true);
        write(UPDATE, false);
    }

    /** What the limits leave together. Nothing is locked, and nothing taken. */
    Allowance left(List<RateLimit> limits) throws SQLException {
        load(READ, limits.stream());
        return limits.stream().map(this::left).reduce(Allowance.UNLIMITED, Allowance::and);
    }

    private void load(String query, Stream<RateLimit> limits) throws SQLException {
        TreeSet<String> subjects = limits.map(RateLimit::subject).collect(toCollection(TreeSet::new));
        sql.list(query, Window::of, Any.texts(subjects)).forEach(window -> windows.put(window.subject(), window));
        subjects.forEach(subject ->
                windows.computeIfAbsent(subject, ignored -> new Window(subject, true, new Minute(), new Minute())));
    }

    private void write(String statement, boolean isNew) throws SQLException {
        List<Window> some = windows.values().stream()
                .filter(window -> window.isNew() == isNew)
                .toList();
        sql.batch(statement, some, (prepared, window) -> {
            prepared.setBytes(1, window.requests().bytes());
            prepared.setBytes(2, window.tokens().bytes());
            prepared.setString(3, window.subject());
        });
    }

    private Window of(RateLimit limit) {
        return requireNonNull(windows.get(limit.subject()), "the window is not locked");
    }

    private void pass(Passage passage) {
        passage.begin();
        Instant before = passage.correctsAt();
        if (before != null) {
            passage.limits().forEach(limit -> of(limit).tokens().correct(before, passage.tokens(), now));
            return;
        }
        if (passage.isTold()) {
            return;
        }
        for (RateLimit limit : passage.limits()) {
            Optional<Refusal> refusal = refusal(limit, passage.tokens());
            if (refusal.isPresent()) {
                passage.refuse(refusal.get().failure(left(limit)));
                return;
            }
        }
        for (RateLimit limit : passage.limits()) {
            take(of(limit).requests(), 1, limit.requests());
            take(of(limit).tokens(), passage.tokens(), limit.tokens());
            passage.leaves(left(limit));
        }
    }

    private record Refusal(String whose, String what, long limit, Duration until) {
        Failure failure(Allowance left) {
            return new Failure.RateLimited(
                    "%d %s a minute is the limit of %s, and that is reached; there is room again in %d seconds."
                            .formatted(limit, what, whose, Math.max(1, until.toSeconds())),
                    until,
                    left);
        }
    }

    private Optional<Refusal> refusal(RateLimit limit, long tokens) {
        Window window = of(limit);
        return wait(window.requests(), 1, limit.requests())
                .map(wait -> new Refusal(
                        limit.described(), "requests", limit.requests().orElseThrow(), wait))
                .or(() -> wait(window.tokens(), tokens, limit.tokens())
                        .map(wait -> new Refusal(
                                limit.described(), "tokens", limit.tokens().orElseThrow(), wait)));
    }

    private Optional<Duration> wait(Minute minute, long amount, OptionalLong limit) {
        return limit.isPresent() ? minute.untilRoom(amount, limit.getAsLong(), now) : Optional.empty();
    }

    private void take(Minute minute, long amount, OptionalLong limit) {
        if (limit.isPresent()) {
            minute.take(amount, Long.MAX_VALUE, now);
        }
    }

    private Allowance left(RateLimit limit) {
        Window window = of(limit);
        return new Allowance(side(window.requests(), limit.requests()), side(window.tokens(), limit.tokens()));
    }

    private Optional<Side> side(Minute minute, OptionalLong limit) {
        return limit.isPresent()
                ? Optional.of(new Side(
                        limit.getAsLong(), Math.max(0, limit.getAsLong() - minute.sum(now)), minute.untilEmpty(now)))
                : Optional.empty();
    }
}
