package io.patchbay.ledger;

import io.patchbay.budget.Share;
import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where money is set aside before a call is made, and charged once it has ended. */
public interface Reservations {

    /**
     * A call that is about to be dispatched.
     *
     * @param id as its row will have it
     * @param priceVersion of the catalogue that it is planned with
     * @param explanation how it comes to whom it is going to ask
     */
    record Intent(UUID id, Call call, Optional<String> priceVersion, Explanation explanation) {}

    /**
     * Sets each share aside at its budget, or none of them. Returns once that is durable; blocks.
     *
     * @throws CallFailed with {@link Failure.OverBudget} if one has not enough left, {@link Failure.LedgerUnavailable} if the
     *     database does not answer; then nothing is set aside
     */
    void reserve(Intent intent, List<Share> shares);

    /**
     * Raises what is set aside for a call that has an intent to these shares, all or none; budgets that are not named keep theirs.
     *
     * @throws CallFailed likewise
     */
    void raise(Intent intent, List<Share> shares);

    /**
     * Writes down a call that has an intent, charges what it used, and gives the rest back; budgets that are not named are
     * charged with nothing. Returns once that is durable; blocks.
     *
     * @param held the budgets at which something was set aside
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if there is no row, because the database does not answer, or
     *     because another server took this one for dead and has settled the call already
     */
    void settle(Settled settled, List<Long> held, List<Share> charges);
}
