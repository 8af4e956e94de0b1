package io.patchbay.ledger;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A call on its way to its row, and the caller who waits for it. */
final class Entry {

    private final Settled settled;
    private final Instant giveUpAt;
    private final CompletableFuture<Void> durable = new CompletableFuture<>();
    // Both are the writer's alone.
    private boolean tried;
    private boolean refusedAlone;

    /** @param giveUpAt when to stop trying, if the database is away */
    Entry(Settled settled, Instant giveUpAt) {
        this.settled = settled;
        this.giveUpAt = giveUpAt;
    }

    Settled settled() {
        return settled;
    }

    boolean isOverdue(Instant now) {
        return !now.isBefore(giveUpAt);
    }

    /** Whether it was tried before; the fate of a try whose commit got no answer is unknown. */
    boolean wasTried() {
        return tried;
    }

    void tried() {
        tried = true;
    }

    /** True the first time that it is asked. */
    boolean isFirstRefusal() {
        boolean first = !refusedAlone;
        refusedAlone = true;
        return first;
    }

    void written() {
        durable.complete(null);
    }

    void refused(String why) {
        durable.completeExceptionally(CallFailed.of(new Failure.LedgerUnavailable(why)));
    }

    /** Its caller has waited for long enough; the row may still be written. */
    void tooSlow() {
        refused("the ledger's database is too slow");
    }

    /**
     * Waits for the end, whether or not the waiting thread is interrupted: a caller that left has used tokens all the same.
     * Without a time limit of its own, since a timer for each call is dear; {@link Gathering#release} ends what takes too long.
     *
     * @throws CallFailed if there is no row, or none that is known of in time
     */
    void await() {
        try {
            durable.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CallFailed failed ? failed : e;
        }
    }
}
