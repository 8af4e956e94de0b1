package io.patchbay.budget;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Price;
import io.patchbay.chat.Extra;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** The tier that a request asks to be served by, and what that may make of its price. */
final class ServiceTiers {

    private static final List<String> FIELDS = List.of("service_tier", "serviceTier");

    /** Leaves it to the vendor, as naming none does. */
    private static final Set<String> ANY = Set.of("", "auto");

    private ServiceTiers() {}

    /** Whether the field asks for a tier of which each of these prices says what it costs. */
    static boolean isPriced(String field, Extra extra, List<Price> prices) {
        return FIELDS.contains(field)
                && prices.stream().allMatch(price -> price.serviceTiers().containsKey(asked(extra)));
    }

    /** The dearest that the request may get: a tier that it names may be full, and then it gets the usual one. */
    static BigDecimal dearest(Extra extra, Price price) {
        String asked = asked(extra);
        return ANY.contains(asked) ? price.dearestFactor() : price.factor(asked).max(BigDecimal.ONE);
    }

    private static String asked(Extra extra) {
        return FIELDS.stream()
                .map(extra.fields()::get)
                .filter(value -> value != null && !value.isNull())
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }
}
