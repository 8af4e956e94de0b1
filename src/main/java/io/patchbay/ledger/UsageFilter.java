package io.patchbay.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which calls are asked for: those of which all that is given holds.
 *
 * @param model requested or served
 * @param key the id of the virtual key
 * @param from first instant
 * @param to first instant that is out again
 */
public record UsageFilter(
        Optional<String> requestId,
        Optional<String> jobId,
        Optional<String> operation,
        Optional<String> model,
        Optional<String> provider,
        Optional<String> caller,
        Optional<String> tenant,
        Optional<String> team,
        Optional<String> key,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** Times to the microsecond that the database keeps. */
    public UsageFilter {
        from = from.map(time -> time.truncatedTo(ChronoUnit.MICROS));
        to = to.map(time -> time.truncatedTo(ChronoUnit.MICROS));
    }

    public static final UsageFilter ALL = ofRequest(Optional.empty());

    /** Those that their callers gave this id. */
    public static UsageFilter ofRequest(String requestId) {
        return ofRequest(Optional.of(requestId));
    }

    private static UsageFilter ofRequest(Optional<String> requestId) {
        return new UsageFilter(
                requestId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** What is asked of a dimension {@code d}. */
    Conditions ofDimension() {
        return new Conditions()
                .and("d.operation = :operation", "operation", operation)
                .and("(d.served_model = :model or d.requested_model = :model)", "model", model)
                .and("d.provider = :provider", "provider", provider)
                .and("d.caller = :caller", "caller", caller)
                .and("d.tenant = :tenant", "tenant", tenant)
                .and("d.team = :team", "team", team)
                .and("d.key_id = :key", "key", key);
    }

    /** What is asked of a call {@code u} alone. */
    Conditions ofCall() {
        return new Conditions()
                .and("u.request_id = :requestId", "requestId", requestId)
                .and("u.job_id = :jobId", "jobId", jobId);
    }

    /** When it has to have begun. */
    Conditions ofTime() {
        return new Conditions().and("u.started_at >= :from", "from", from).and("u.started_at < :to", "to", to);
    }
}
