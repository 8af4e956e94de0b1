package io.patchbay.gateway;

import io.patchbay.call.Failure;
import io.patchbay.call.Settled;

/** A call to which nobody gave an answer. */
public final class CallEnded extends RuntimeException {

    private final transient Failure failure;
    private final transient Settled settled;

    CallEnded(Failure failure, Settled settled) {
        super(failure.detail(), null, false, false);
        this.failure = failure;
        this.settled = settled;
    }

    /** What the caller is told: the most telling failure, if several targets failed. */
    public Failure failure() {
        return failure;
    }

    public Settled settled() {
        return settled;
    }
}
