package io.patchbay.catalogue.update;

import io.patchbay.catalogue.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where two sources disagree on one provider's models.
 *
 * @param compared models that both have a price for
 */
record Check(String provider, AtomicInteger compared, List<String> prices, List<String> windows) {

    static Check of(Row row, Source one, Source other, Sources sources) {
        Check check = new Check(row.provider(), new AtomicInteger(), new ArrayList<>(), new ArrayList<>());
        Map<String, Listing> others = sources.of(other, row);
        new TreeMap<>(sources.of(one, row)).forEach((id, listing) -> {
            if (others.containsKey(id)) {
                check.compare(id, listing, others.get(id));
            }
        });
        return check;
    }

    private void compare(String id, Listing a, Listing b) {
        if (a.price().isPresent() && b.price().isPresent()) {
            compared.incrementAndGet();
            compare(id, a.price().get().rates(), b.price().get().rates());
        }
        if (a.contextWindow().isPresent()
                && b.contextWindow().isPresent()
                && !a.contextWindow().equals(b.contextWindow())) {
            windows.add("%s %d, %d"
                    .formatted(
                            id, a.contextWindow().getAsInt(), b.contextWindow().getAsInt()));
        }
    }

    /** A class that one of them leaves out is no disagreement. */
    private void compare(String id, Rates a, Rates b) {
        boolean cachedOtherwise = a.cacheRead().isPresent()
                && b.cacheRead().isPresent()
                && !a.cacheRead().equals(b.cacheRead());
        if (!Merge.agree(a, b) || cachedOtherwise) {
            prices.add(id + " " + Changes.inWords(a) + ", " + Changes.inWords(b));
        }
    }

    String inWords() {
        StringBuilder text = new StringBuilder("%s: %d models in both, %d prices and %d windows differ\n"
                .formatted(provider, compared.get(), prices.size(), windows.size()));
        prices.forEach(words -> text.append("  price  ").append(words).append('\n'));
        windows.forEach(words -> text.append("  window ").append(words).append('\n'));
        return text.toString();
    }
}
