package io.patchbay.ledger;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call on its way to its row, and the caller who waits for it. */
final class Entry {

    private final Settled settled;
    private final Instant giveUpAt;
    private final CompletableFuture<Void> durable = new CompletableFuture<>();
    // Both are the writer's alone.
    private @Nullable Long triedAs;
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

    /** The number of the row in the last try, whose fate is unknown if its commit got no answer. */
    Optional<Long> triedAs() {
        return Optional.ofNullable(triedAs);
    }

    void tryAs(long id) {
        triedAs = id;
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

    /**
     * Waits for the end, whether or not the waiting thread is interrupted: a caller that left has used tokens all the same.
     *
     * @throws CallFailed if there is no row, or none that is known of within {@code longest}
     */
    void await(Duration longest) {
        durable.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            durable.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CallFailed failed) {
                throw failed;
            }
            throw CallFailed.of(new Failure.LedgerUnavailable("the ledger's database is too slow"));
        }
    }
}
