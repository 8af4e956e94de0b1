package io.patchbay.budget;

import io.patchbay.call.Caller;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Knows the limits a minute that hold for a caller at present. Asked for each call, so it answers from memory. */
public interface LimitSource {

    /**
     * Those of its key, and those that its calls of a model share with others.
     *
     * @param names of the model, as {@link Assigned#isFor} wants them; asked for only where it matters
     */
    List<RateLimit> of(Caller caller, Supplier<? extends Collection<String>> names);
}
