package io.patchbay.ledger;

import java.time.Instant;

/** Asked for is what only the calls themselves can tell, and they are deleted. */
public final class DeletedCallsException extends RuntimeException {

    private final transient Instant since;

    DeletedCallsException(Instant since) {
        super("calls are kept since " + since, null, false, false);
        this.since = since;
    }

    /** That of the oldest calls which are there for certain. */
    public Instant since() {
        return since;
    }
}
