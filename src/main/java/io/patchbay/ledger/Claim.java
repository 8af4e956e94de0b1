package io.patchbay.ledger;

import io.patchbay.budget.Share;
import io.patchbay.call.Failure;
import io.patchbay.ledger.Reservations.Intent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money that is to be set aside for a call, and with the first of it, its intent. */
final class Claim extends Entry {

    private final Intent intent;
    private final List<Share> shares;
    private final boolean opens;
    // The writer's alone, for the try that is under way.
    private @Nullable Failure refusal;

    /**
     * @param shares what is to be set aside for the call in all, at each budget
     * @param opens whether the call has no intent yet
     */
    Claim(Intent intent, List<Share> shares, boolean opens, Instant giveUpAt) {
        super(giveUpAt);
        this.intent = intent;
        this.shares = List.copyOf(shares);
        this.opens = opens;
    }

    Intent intent() {
        return intent;
    }

    List<Share> shares() {
        return shares;
    }

    boolean opens() {
        return opens;
    }

    @Override
    UUID callId() {
        return intent.id();
    }

    @Override
    String requestId() {
        return intent.call().requestId();
    }

    @Override
    Collection<Long> budgets() {
        return shares.stream().map(Share::budget).toList();
    }

    @Override
    boolean concernsMoney() {
        return true;
    }

    /** The first of a call that was not made: nobody will settle it. What was raised for one under way, its settlement returns. */
    @Override
    boolean mayHaveToBeUndone() {
        return opens && refusal == null;
    }

    @Override
    boolean mayWaitOnDisk() {
        return false; // Nobody knows what is left.
    }

    void begin() {
        refusal = null;
    }

    void refuse(Failure why) {
        refusal = why;
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
