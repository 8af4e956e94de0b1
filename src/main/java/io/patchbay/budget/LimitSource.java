package io.patchbay.budget;

import io.patchbay.call.Caller;
import java.util.List;

/** Knows the limits a minute that hold for a caller at present. Asked for each call, so it answers from memory. */
public interface LimitSource {
    List<RateLimit> of(Caller caller);
}
