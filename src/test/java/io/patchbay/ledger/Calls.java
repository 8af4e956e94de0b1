package io.patchbay.ledger;

import io.patchbay.call.Allowance;
import io.patchbay.call.Attempt;
import io.patchbay.call.Call;
import io.patchbay.call.CallId;
import io.patchbay.call.Caller;
import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.call.Resolution;
import io.patchbay.call.Settled;
import io.patchbay.call.Skip;
import io.patchbay.chat.Usage;
import io.patchbay.ledger.LedgerSettings.Retention;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls that have ended, for tests: start with one and say what is different. */
record Calls(
        String requestId,
        Caller caller,
        Optional<String> jobId,
        Optional<String> operation,
        Optional<String> requested,
        Optional<String> served,
        Optional<String> provider,
        Outcome outcome,
        Usage usage,
        Optional<BigDecimal> cost,
        Instant startedAt,
        Duration duration) {

    static final Keeping ALL_KEPT = new Keeping(Retention.ALL, Instant::now);
    static final Instant NOON = Instant.parse("2026-07-24T12:00:00.123456789Z");

    static Calls call(String requestId) {
        return new Calls(
                requestId,
                new Caller("anna"),
                Optional.of("job-1"),
                Optional.of("summarise"),
                Optional.of("fast"),
                Optional.of("openai/gpt-4o"),
                Optional.of("openrouter"),
                Outcome.COMPLETED,
                Usage.builder()
                        .input(1)
                        .cacheRead(2)
                        .cacheWrite5m(3)
                        .cacheWrite1h(4)
                        .output(5)
                        .reasoning(6)
                        .audioInput(7)
                        .audioOutput(8)
                        .imageInput(9)
                        .imageOutput(10)
                        .serviceTier("flex")
                        .estimated(true)
                        .build(),
                Optional.of(new BigDecimal("0.000001234567890123")),
                NOON,
                Duration.ofMillis(250));
    }

    Calls by(String name) {
        return by(new Caller(name));
    }

    Calls by(Caller who) {
        return new Calls(
                requestId, who, jobId, operation, requested, served, provider, outcome, usage, cost, startedAt,
                duration);
    }

    Calls at(String instant) {
        return new Calls(
                requestId,
                caller,
                jobId,
                operation,
                requested,
                served,
                provider,
                outcome,
                usage,
                cost,
                Instant.parse(instant),
                duration);
    }

    Calls served(String model) {
        return new Calls(
                requestId,
                caller,
                jobId,
                operation,
                requested,
                Optional.of(model),
                provider,
                outcome,
                usage,
                cost,
                startedAt,
                duration);
    }

    Calls labelled(String job, String what) {
        return labelled(Optional.of(job), what);
    }

    Calls labelled(Optional<String> job, String what) {
        return new Calls(
                requestId,
                caller,
                job,
                Optional.of(what),
                requested,
                served,
                provider,
                outcome,
                usage,
                cost,
                startedAt,
                duration);
    }

    Calls unpriced() {
        return new Calls(
                requestId,
                caller,
                jobId,
                operation,
                requested,
                served,
                provider,
                outcome,
                usage,
                Optional.empty(),
                startedAt,
                duration);
    }

    Calls failedUnasked() {
        return new Calls(
                requestId,
                caller,
                jobId,
                operation,
                requested,
                Optional.empty(),
                Optional.empty(),
                Outcome.FAILED,
                Usage.NONE,
                Optional.empty(),
                startedAt,
                duration);
    }

    Calls took(Duration duration) {
        return new Calls(
                requestId, caller, jobId, operation, requested, served, provider, outcome, usage, cost, startedAt,
                duration);
    }

    Settled settled() {
        Call call = new Call(
                requestId,
                requested,
                caller,
                new Call.Labels(jobId, operation),
                Map.of(),
                true,
                Optional.empty(),
                startedAt);
        return new Settled(
                CallId.next(),
                call,
                outcome,
                provider,
                served,
                usage,
                cost,
                cost.map(ignored -> "v1"),
                true,
                duration,
                Optional.of(Duration.ofMillis(40)),
                provider.map(this::attempts).orElse(List.of()),
                outcome == Outcome.FAILED ? Optional.of("no_target") : Optional.empty(),
                Allowance.UNLIMITED,
                explanation());
    }

    /** One that failed has more to explain. */
    Explanation explanation() {
        return new Explanation(
                Optional.of(Resolution.ALIAS),
                requested,
                outcome == Outcome.FAILED
                        ? List.of(
                                Skip.of("google", "google/gemini-pro", "not_available"),
                                new Skip(
                                        "openrouter",
                                        "openai/gpt-4o",
                                        "resting",
                                        Optional.of("throttled"),
                                        Optional.of(startedAt.plusSeconds(30))))
                        : List.of(),
                0);
    }

    private List<Attempt> attempts(String name) {
        Failure throttled = new Failure.Throttled("too much", Optional.empty());
        return List.of(
                new Attempt(
                        "first",
                        "m",
                        startedAt,
                        Duration.ofMillis(9),
                        Optional.empty(),
                        List.of(),
                        false,
                        Optional.of(throttled),
                        Optional.empty()),
                new Attempt(
                        name,
                        served.orElseThrow(),
                        startedAt,
                        Duration.ofMillis(99),
                        Optional.of(Duration.ofMillis(4)),
                        List.of(),
                        true,
                        Optional.empty(),
                        Optional.of(usage)));
    }

    Entry entry() {
        return new Settlement(settled(), Optional.empty(), Instant.EPOCH.plusSeconds(5));
    }

    /** The first of a call that is about to be made. */
    static Claim claim(String requestId) {
        Settled settled = call(requestId).settled();
        return new Claim(
                new Reservations.Intent(settled.id(), settled.call(), Optional.empty(), Explanation.NONE),
                List.of(),
                true,
                Instant.EPOCH.plusSeconds(5));
    }
}
