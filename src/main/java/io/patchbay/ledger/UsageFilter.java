package io.patchbay.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Which calls are asked for: those of which all that is given holds.
 *
 * @param model requested or served
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
        Optional<Instant> from,
        Optional<Instant> to) {

    public static final UsageFilter ALL = new UsageFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    Conditions conditions() {
        return new Conditions()
                .and("u.requestId = :requestId", "requestId", requestId)
                .and("u.jobId = :jobId", "jobId", jobId)
                .and("u.operation = :operation", "operation", operation)
                .and("(u.servedModel = :model or u.requestedModel = :model)", "model", model)
                .and("u.provider = :provider", "provider", provider)
                .and("u.caller = :caller", "caller", caller)
                .and("u.startedAt >= :from", "from", from)
                .and("u.startedAt < :to", "to", to);
    }
}
