package io.patchbay.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which fields of a request may cost more than the tokens that are read and written. */
public final class Billing {

    private static final String TIER = "service_tier";

    /** Those that cost no more than what a caller has who names none. */
    private static final Set<String> TIERS =
            Set.of("auto", "default", "flex", "on_demand", "standard", "standard_only");

    private Billing() {}

    /**
     * The names of the fields that are not known to be harmless.
     *
     * @param harmless names of fields that cost nothing of their own, whatever they say
     */
    public static Set<String> beyondTokens(Map<String, JsonNode> fields, Set<String> harmless) {
        Set<String> beyond = new TreeSet<>();
        fields.forEach((name, value) -> {
            if (!value.isNull() && !harmless.contains(name) && !isUsualTier(name, value)) {
                beyond.add(name);
            }
        });
        return beyond;
    }

    private static boolean isUsualTier(String name, JsonNode value) {
        return name.equals(TIER) && TIERS.contains(value.asText());
    }
}
