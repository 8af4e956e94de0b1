package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Caller;
import io.patchbay.call.Failure;
import io.patchbay.provider.Target;

/** Knows what callers have to ask with. */
interface MeansSource {

    /**
     * @param first the target that would be asked first, whose limits hold
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer
     */
    Means of(Caller caller, Target first);
}
