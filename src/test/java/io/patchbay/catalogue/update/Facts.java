package io.patchbay.catalogue.update;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Capability;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/** Facts in the forms that several sources share. */
final class Facts {

    private Facts() {}

    static OptionalInt tokens(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            if (candidate.isNumber() && candidate.asLong() > 0 && candidate.asLong() <= Integer.MAX_VALUE) {
                return OptionalInt.of(candidate.asInt());
            }
        }
        return OptionalInt.empty();
    }

    static boolean lists(JsonNode array, String word) {
        for (JsonNode item : array) {
            if (item.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    static boolean isEmbedding(String wireId) {
        return wireId.contains("embed");
    }

    static Set<Capability> chat() {
        return EnumSet.of(Capability.STREAMING);
    }

    static Set<Capability> embeddings() {
        return EnumSet.of(Capability.EMBEDDINGS);
    }

    static void add(Set<Capability> capabilities, Capability capability, boolean has) {
        if (has) {
            capabilities.add(capability);
        }
    }
}
