package io.patchbay.gateway;

import io.patchbay.call.Explanation;
import io.patchbay.call.Resolution;
import io.patchbay.call.Skip;
import io.patchbay.provider.Target;
import io.patchbay.routing.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The targets of a call that were not asked when it was their turn. Several threads may add to it. */
final class Skipped {

    private static final int MOST = 64;

    private @Nullable List<Skip> all;
    private int more;

    synchronized void add(Target target, String why) {
        Skip skip = Skip.of(target.provider().id(), target.modelId(), why);
        List<Skip> before = all == null ? new ArrayList<>(2) : all;
        all = before;
        if (before.contains(skip)) {
            return;
        }
        if (before.size() < MOST) {
            before.add(skip);
        } else {
            more++;
        }
    }

    /** @param wentOn whether somebody was asked in place of the first target, or should have been */
    synchronized Explanation explanation(Plan plan, boolean wentOn) {
        Optional<Resolution> resolution = Optional.of(plan.resolution());
        Optional<String> resolved = Optional.of(plan.modelId());
        List<Skip> behind = wentOn ? plan.skips().behind() : List.of();
        List<Skip> own = all == null ? List.of() : all;
        if (plan.skips().ahead().isEmpty() && behind.isEmpty() && own.isEmpty()) {
            return new Explanation(resolution, resolved, List.of(), 0);
        }
        List<Skip> skipped = Stream.of(plan.skips().ahead(), behind, own)
                .flatMap(List::stream)
                .toList();
        return new Explanation(resolution, resolved, skipped, more).shortenedTo(MOST);
    }
}
