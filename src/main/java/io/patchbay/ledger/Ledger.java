package io.patchbay.ledger;

import io.patchbay.call.Settled;

/** Where calls are written down. */
public interface Ledger {

    /**
     * Writes a call down and returns once its row is durable.
     *
     * @throws io.patchbay.call.CallFailed if it could not be, with {@link io.patchbay.call.Failure.LedgerUnavailable}
     */
    void record(Settled settled);
}
