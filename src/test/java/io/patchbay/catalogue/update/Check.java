package io.patchbay.catalogue.update;

import io.patchbay.catalogue.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where two sources disagree on one provider's models.
 *
 * @param compared models that both have a price for
 */
record Check(String provider, int compared, List<String> prices, List<String> windows) {

    static Check of(Row row, Source one, Source other, Sources sources) {
        Map<String, Listing> ones = new TreeMap<>(sources.of(one, row));
        Map<String, Listing> others = sources.of(other, row);
        List<String> prices = new ArrayList<>();
        List<String> windows = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, Listing> entry : ones.entrySet()) {
            Listing a = entry.getValue();
            Listing b = others.get(entry.getKey());
            boolean namedBySource = b != null
                    && (entry.getKey().equals(a.wireId()) || entry.getKey().equals(b.wireId()));
            if (namedBySource && a.price().isPresent() && b.price().isPresent()) {
                compared++;
                differing(a.price().get(), b.price().get())
                        .ifPresent(words -> prices.add(entry.getKey() + " " + words));
            }
            if (namedBySource
                    && a.contextWindow().isPresent()
                    && b.contextWindow().isPresent()
                    && !a.contextWindow().equals(b.contextWindow())) {
                windows.add("%s %d, %d"
                        .formatted(
                                entry.getKey(),
                                a.contextWindow().getAsInt(),
                                b.contextWindow().getAsInt()));
            }
        }
        return new Check(row.provider(), compared, prices, windows);
    }

    /** Classes that one of them leaves out are no disagreement. */
    private static Optional<String> differing(Price a, Price b) {
        boolean cached = a.rates().cacheRead().isPresent()
                && b.rates().cacheRead().isPresent()
                && !a.rates().cacheRead().equals(b.rates().cacheRead());
        return Merge.agree(a.rates(), b.rates()) && !cached
                ? Optional.empty()
                : Optional.of(Changes.inWords(a.rates()) + ", " + Changes.inWords(b.rates()));
    }

    String inWords() {
        StringBuilder text = new StringBuilder("%s: %d models in both, %d prices and %d windows differ\n"
                .formatted(provider, compared, prices.size(), windows.size()));
        prices.forEach(words -> text.append("  price  ").append(words).append('\n'));
        windows.forEach(words -> text.append("  window ").append(words).append('\n'));
        return text.toString();
    }
}
