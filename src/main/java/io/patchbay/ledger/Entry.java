package io.patchbay.ledger;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What is on its way to the database, and the caller who waits for it. */
abstract sealed class Entry permits Settlement, Claim, Passage {

    private final Instant giveUpAt;
    private final CompletableFuture<Void> durable = new CompletableFuture<>();
    private volatile boolean waitsOnDisk;
    // Both are the writer's alone.
    private boolean tried;
    private boolean refusedAlone;

    /** @param giveUpAt when to stop trying, if the database is away */
    Entry(Instant giveUpAt) {
        this.giveUpAt = giveUpAt;
    }

    abstract UUID callId();

    abstract String requestId();

    /** The budgets whose balances it changes. */
    abstract Collection<Long> budgets();

    /** Whether it changes what is set aside, or may. */
    abstract boolean concernsMoney();

    /** Whether its transaction could be undone by nobody but itself, should it have been committed unseen. */
    abstract boolean mayHaveToBeUndone();

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

    /** Whether it says all that will have to be written, whenever that is. */
    abstract boolean mayWaitOnDisk();

    /** The disk has it, from where it will be written. That is the end of it here. */
    void waitsOnDisk() {
        waitsOnDisk = true;
        durable.complete(null);
    }

    boolean isOnDisk() {
        return waitsOnDisk;
    }

    /** Whether its caller has been told that there is no row. */
    boolean isRefused() {
        return durable.isCompletedExceptionally();
    }

    /** Whether its caller has been told an end. */
    boolean isTold() {
        return durable.isDone();
    }

    /**
     * Its transaction is committed.
     *
     * @return whether that is the end of it; false if its caller had been told something else before, and it has to be undone
     */
    boolean written() {
        return durable.complete(null) || !mayHaveToBeUndone();
    }

    void refused(String why) {
        refused(new Failure.LedgerUnavailable(why));
    }

    final void refused(Failure why) {
        durable.completeExceptionally(CallFailed.of(why));
    }

    void databaseIsAway() {
        refused("the ledger's database does not answer");
    }

    /** Its caller has waited for long enough; it may still be written. */
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
