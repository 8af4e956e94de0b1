package io.patchbay.gateway;

import io.patchbay.catalogue.Price;
import java.util.List;

/**
 * How a call's cost came about.
 *
 * @param lines of each attempt, adding up to the cost; empty if that can't be told any more
 */
public record Receipt(boolean available, List<Line> lines) {

    static final Receipt NONE = new Receipt(false, List.of());

    public Receipt {
        lines = List.copyOf(lines);
    }

    /** @param attempt 1 for the call's first */
    public record Line(int attempt, Price.Line line) {}
}
