package io.patchbay.testing;

import java.util.ArrayList;
import java.util.List;

/** What arrived, in order. */
final class Arrivals {

    private final List<Arrival> all = new ArrayList<>();

    synchronized void add(Arrival arrival) {
        all.add(arrival);
    }

    synchronized List<Arrival> all() {
        return List.copyOf(all);
    }

    synchronized void clear() {
        all.clear();
    }
}
