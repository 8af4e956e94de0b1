package io.patchbay.routing;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;

/** Every target of a call is to be left alone, so that there is no plan. */
public final class OutOfService extends CallFailed.NotCounted {

    private final transient Explanation explanation;

    OutOfService(Failure.NoTarget failure, Explanation explanation) {
        super(failure);
        this.explanation = explanation;
    }

    /** Which they are. */
    public Explanation explanation() {
        return explanation;
    }
}
