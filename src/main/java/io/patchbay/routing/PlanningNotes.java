package io.patchbay.routing;

import io.patchbay.call.Resolution;
import io.patchbay.call.Skip;
import io.patchbay.provider.Cooling;
import io.patchbay.provider.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is worth telling of one planning. Most have nothing, and cost nothing. */
final class PlanningNotes {

    private @Nullable List<Skip> ahead;
    private @Nullable List<Skip> behind;
    private Resolution resolution = Resolution.PREFIX;

    void resolvedBy(Resolution how) {
        resolution = how;
    }

    Resolution resolution() {
        return resolution;
    }

    /** @param first whether nobody has been found yet */
    void passedOver(boolean first, String provider, String model, String why) {
        add(first, Skip.of(provider, model, why));
    }

    void rests(boolean first, Target target, Cooling cooling) {
        add(
                first,
                new Skip(
                        target.provider().id(),
                        target.modelId(),
                        cooling.refused() ? "out_of_service" : "resting",
                        Optional.of(cooling.because()),
                        Optional.of(cooling.until())));
    }

    private void add(boolean first, Skip skip) {
        if (first) {
            ahead = with(ahead, skip);
        } else {
            behind = with(behind, skip);
        }
    }

    private static List<Skip> with(@Nullable List<Skip> before, Skip skip) {
        List<Skip> all = before == null ? new ArrayList<>(2) : before;
        if (!all.contains(skip)) {
            all.add(skip);
        }
        return all;
    }

    Skips skips() {
        return ahead == null && behind == null ? Skips.NONE : new Skips(list(ahead), list(behind));
    }

    private static List<Skip> list(@Nullable List<Skip> skips) {
        return skips == null ? List.of() : skips;
    }
}
