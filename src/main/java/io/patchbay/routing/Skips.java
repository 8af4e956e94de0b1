package io.patchbay.routing;

import io.patchbay.call.Skip;
import java.util.List;

/**
 * Who was passed over when a call was planned.
 *
 * @param ahead would have come before the plan's first target
 * @param behind would have stood in for it
 */
public record Skips(List<Skip> ahead, List<Skip> behind) {

    public static final Skips NONE = new Skips(List.of(), List.of());

    public Skips {
        ahead = List.copyOf(ahead);
        behind = List.copyOf(behind);
    }
}
