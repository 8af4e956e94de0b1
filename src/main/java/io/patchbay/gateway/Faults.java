package io.patchbay.gateway;

import io.patchbay.call.Failure;
import io.patchbay.provider.Target;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the targets of a call failed: the last failure of each. Several threads may add to it. */
final class Faults {

    private final Clock clock;
    private final List<Fault> all = new ArrayList<>();

    Faults(Clock clock) {
        this.clock = clock;
    }

    /** How a target failed, and when. */
    record Fault(Target target, Failure failure, Instant at) {}

    /** The target failed; what is known of an earlier failure of it is forgotten. */
    synchronized void add(Target target, Failure failure) {
        all.removeIf(fault -> fault.target().samePlace(target));
        all.add(new Fault(target, failure, clock.instant()));
    }

    synchronized boolean none() {
        return all.isEmpty();
    }

    /** In the order in which they happened. */
    synchronized List<Fault> all() {
        return List.copyOf(all);
    }

    /** How the target failed when it was asked last; empty if it did not. */
    Optional<Failure> of(Target target) {
        return all().stream()
                .filter(fault -> fault.target().samePlace(target))
                .map(Fault::failure)
                .findFirst();
    }
}
