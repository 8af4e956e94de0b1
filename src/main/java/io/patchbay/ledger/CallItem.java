package io.patchbay.ledger;

import io.patchbay.call.Explanation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A call and all that is known of how it came about.
 *
 * @param id the call's own; empty for a row from before there were such
 * @param open whether it has been written down before it was made, and has no row yet; the item has what is known so far
 * @param levels what each of its budgets set aside for it, and was charged with
 */
public record CallItem(Optional<UUID> id, boolean open, UsageItem item, Explanation explanation, List<Level> levels) {

    public CallItem {
        levels = List.copyOf(levels);
    }

    /**
     * @param reserved US dollars that were set aside at the last
     * @param charged empty as long as the call is open
     */
    public record Level(long budget, BigDecimal reserved, Optional<BigDecimal> charged) {}
}
