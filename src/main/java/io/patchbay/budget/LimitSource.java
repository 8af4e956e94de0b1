package io.patchbay.budget;

import io.patchbay.call.Caller;
import java.util.List;

/** Knows the limits a minute that hold for a caller at present. Asked for each call, so it answers from memory. */
public interface LimitSource {

    /** Those of its key, and those that its calls of this model share with others. */
    List<RateLimit> of(Caller caller, String modelId, String wireId);
}
