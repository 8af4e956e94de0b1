package io.patchbay.routing;

import io.patchbay.call.Resolution;
import io.patchbay.catalogue.Manner;
import io.patchbay.provider.Target;
import java.util.List;
import java.util.Optional;

/**
 * The targets of a call, in the order in which they are asked.
 *
 * @param modelId the id as it was resolved
 * @param resolution by what
 * @param targets at least one; the first is the one that was asked for
 * @param manner how the call is treated, as far as the alias or the first model says
 * @param hedge empty if the call is not hedged
 * @param priceVersion the version of the catalogue that the targets' prices are from
 */
public record Plan(
        String modelId,
        Resolution resolution,
        List<Target> targets,
        Manner manner,
        Optional<Hedge> hedge,
        String priceVersion,
        Skips skips) {
    public Plan {
        targets = List.copyOf(targets);
    }

    public Target first() {
        return targets.getFirst();
    }

    public List<Target> others() {
        return targets.subList(1, targets.size());
    }
}
