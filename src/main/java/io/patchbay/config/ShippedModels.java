package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Model;
import io.patchbay.config.ShippedFiles.Shipped;
import io.patchbay.dialect.Json;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that ship with Patchbay, read once and straight into records: there are over a thousand, and a look into
 * MicroProfile Config for each of their values would hold up the start. A change of the operator's file reads none of
 * them again.
 */
final class ShippedModels {

    private static final Map<String, Map<String, Shipped>> BY_WIRE_ID = ShippedFiles.read();

    private ShippedModels() {}

    private static Map<String, Shipped> by(String provider) {
        return BY_WIRE_ID.getOrDefault(provider, Map.of());
    }

    /** The provider's models; none if it is not one of ours. */
    static Collection<Model> of(String provider) {
        return by(provider).values().stream().map(Shipped::model).toList();
    }

    /** @param name the id or the wire id */
    static Optional<Model> find(String provider, String name) {
        return Optional.ofNullable(shipped(provider, name)).map(Shipped::model);
    }

    private static @Nullable Shipped shipped(String provider, String name) {
        Shipped byWireId = by(provider).get(name);
        if (byWireId != null) {
            return byWireId;
        }
        return by(provider).values().stream()
                .filter(candidate -> candidate.model().id().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What lies below the models that the operator's file names, under the names that it uses. */
    static Layer below(Layer operators) {
        ObjectNode models = Json.object();
        for (Map.Entry<String, JsonNode> provider :
                operators.tree().path(Key.ROOT).path("models").properties()) {
            ObjectNode touched = models.putObject(provider.getKey());
            provider.getValue().fieldNames().forEachRemaining(name -> {
                Shipped shipped = shipped(provider.getKey(), name);
                if (shipped != null) {
                    touched.set(name, beside(provider.getValue().path(name), shipped.json()));
                }
            });
        }
        ObjectNode tree = Json.object();
        tree.putObject(Key.ROOT).set("models", models);
        return new Layer(tree, Map.of());
    }

    /** What ships is in dollars: of a price in another currency it is no part. */
    private static ObjectNode beside(JsonNode operators, ObjectNode shipped) {
        return operators.path("prices").has("currency")
                ? Json.shallowCopy(shipped).without("prices")
                : shipped;
    }
}
