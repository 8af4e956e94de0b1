package io.patchbay.ledger;

import io.patchbay.budget.RateLimit;
import io.patchbay.call.Allowance;
import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where calls pass their callers' limits a minute, which are exact on all servers of a database together. */
public interface Passages {

    /**
     * Takes a call and its tokens from each of the limits, or from none. Blocks.
     *
     * @param id the call's own
     * @param tokens that it is expected to use
     * @return what is left
     * @throws CallFailed with {@link Failure.RateLimited} if there is no room, {@link Failure.LedgerUnavailable} if the database
     *     does not answer
     */
    Allowance pass(UUID id, Call call, List<RateLimit> limits, long tokens);

    /**
     * The call has used more tokens than was expected, or less. Does not wait for that to be known.
     *
     * @param at when it passed
     */
    void correct(UUID id, Call call, List<RateLimit> limits, Instant at, long difference);
}
