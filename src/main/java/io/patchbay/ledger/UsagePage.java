package io.patchbay.ledger;

import java.util.List;
import java.util.Optional;

/**
 * Some calls, newest first.
 *
 * @param next asks for the page behind this one; empty on the last
 */
public record UsagePage(List<UsageItem> items, Optional<String> next) {
    public UsagePage {
        items = List.copyOf(items);
    }
}
