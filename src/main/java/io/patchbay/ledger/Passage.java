package io.patchbay.ledger;

import io.patchbay.budget.RateLimit;
import io.patchbay.call.Allowance;
import io.patchbay.call.Call;
import io.patchbay.call.Failure;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call on its way through its caller's limits a minute, or what it has used otherwise than was expected. */
final class Passage extends Entry {

    private final UUID id;
    private final Call call;
    private final List<RateLimit> limits;
    private final long tokens;
    private final @Nullable Instant correctsAt;
    // The writer's, until it has ended.
    private @Nullable Failure refusal;
    private Allowance allowance = Allowance.UNLIMITED;

    private Passage(
            UUID id, Call call, List<RateLimit> limits, long tokens, @Nullable Instant correctsAt, Instant giveUpAt) {
        super(giveUpAt);
        this.id = id;
        this.call = call;
        this.limits = List.copyOf(limits);
        this.tokens = tokens;
        this.correctsAt = correctsAt;
    }

    /** @param tokens that it is expected to use */
    static Passage of(UUID id, Call call, List<RateLimit> limits, long tokens, Instant giveUpAt) {
        return new Passage(id, call, limits, tokens, null, giveUpAt);
    }

    /**
     * @param at when it passed
     * @param difference to the tokens that were expected then
     */
    static Passage correction(
            UUID id, Call call, List<RateLimit> limits, Instant at, long difference, Instant giveUpAt) {
        return new Passage(id, call, limits, difference, at, giveUpAt);
    }

    List<RateLimit> limits() {
        return limits;
    }

    long tokens() {
        return tokens;
    }

    /** When it passed, if it is a correction. */
    @Nullable
    Instant correctsAt() {
        return correctsAt;
    }

    @Override
    UUID callId() {
        return id;
    }

    @Override
    String requestId() {
        return call.requestId();
    }

    @Override
    Collection<Long> budgets() {
        return List.of();
    }

    @Override
    boolean concernsMoney() {
        return false;
    }

    @Override
    boolean mayWaitOnDisk() {
        return false; // Its limit holds on all servers, or not at all.
    }

    @Override
    boolean mayHaveToBeUndone() {
        return false; // A minute later it is forgotten.
    }

    void begin() {
        refusal = null;
        allowance = Allowance.UNLIMITED;
    }

    void refuse(Failure why) {
        refusal = why;
    }

    void leaves(Allowance left) {
        allowance = allowance.and(left);
    }

    /** What is left, once it has passed. */
    Allowance allowance() {
        return allowance;
    }

    @Override
    boolean written() {
        Failure why = refusal;
        if (why != null) {
            refused(why);
        }
        return super.written();
    }
}
