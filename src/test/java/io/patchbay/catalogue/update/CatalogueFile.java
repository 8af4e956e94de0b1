package io.patchbay.catalogue.update;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file of the catalogue.
 *
 * @param head what is kept by hand, to the line that parts it from the rest
 * @param prefix what stands before the wire id in the id
 * @param kept wire ids that are kept by hand
 * @param generated the other models, by wire id
 */
record CatalogueFile(
        String provider, String head, String prefix, Set<String> kept, SortedMap<String, Model> generated) {

    private static final String PARTING = "# From here on the file is generated";
    private static final String END = "}\n";

    /** @throws IllegalArgumentException if nothing parts what is kept from what is generated */
    static CatalogueFile of(String provider, String text) {
        int parting = text.indexOf(PARTING);
        if (parting < 0) {
            throw new IllegalArgumentException(provider + ".yaml has no line '" + PARTING + "…'");
        }
        JsonNode tree = Yaml.read(text);
        String prefix = tree.path("prefix").asText("");
        Set<String> kept = new TreeSet<>();
        tree.path("kept").path("models").fieldNames().forEachRemaining(kept::add);
        SortedMap<String, Model> generated = new TreeMap<>();
        JsonNode list = tree.path("generated");
        for (Map.Entry<String, JsonNode> entry : list.path("models").properties()) {
            generated.put(entry.getKey(), Yaml.model(provider, prefix, entry.getKey(), entry.getValue(), list));
        }
        return new CatalogueFile(provider, text.substring(0, text.indexOf('\n', parting) + 1), prefix, kept, generated);
    }

    /**
     * The file with what the sources say now. A model that they have lost stays, deprecated; a price that they have not
     * changed keeps the source and the day of which it was first known.
     */
    CatalogueFile with(Map<String, Model> fresh) {
        SortedMap<String, Model> all = new TreeMap<>();
        generated.forEach((id, model) -> all.put(id, deprecated(model)));
        fresh.forEach((id, model) -> all.put(id, generated.containsKey(id) ? since(generated.get(id), model) : model));
        all.keySet().removeAll(kept);
        return new CatalogueFile(provider, head, prefix, kept, all);
    }

    private static Model deprecated(Model model) {
        return copy(model, model, true);
    }

    private static Model since(Model before, Model now) {
        return before.prices().equals(now.prices()) ? copy(now, before, now.deprecated()) : now;
    }

    private static Model copy(Model model, Model known, boolean deprecated) {
        return new Model(
                model.provider(),
                model.id(),
                model.also(),
                model.wireId(),
                model.contextWindow(),
                model.outputLimit(),
                model.capabilities(),
                model.prices(),
                known.source(),
                known.effectiveFrom(),
                deprecated,
                Manner.USUAL);
    }

    private record Origin(String source, LocalDate day) {}

    String text() {
        if (generated.isEmpty()) {
            return head + END;
        }
        Origin common = commonest(generated.values());
        StringBuilder text = new StringBuilder(head)
                .append("generated: {\n  source: ")
                .append(Yaml.quoted(common.source()))
                .append(",\n  effective-from: ")
                .append(Yaml.quoted(common.day().toString()))
                .append(",\n  models: {\n");
        generated.values().forEach(model -> text.append(Yaml.entry(model, common.source(), common.day())));
        return text.append("  },\n},\n").append(END).toString();
    }

    private static Origin commonest(Collection<Model> models) {
        Map<Origin, Long> counts = models.stream().collect(groupingBy(CatalogueFile::origin, counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<Origin, Long>comparingByValue()
                        .thenComparing(entry -> entry.getKey().toString(), Comparator.reverseOrder()))
                .orElseThrow()
                .getKey();
    }

    private static Origin origin(Model model) {
        return new Origin(model.source().orElseThrow(), model.effectiveFrom().orElseThrow());
    }
}
