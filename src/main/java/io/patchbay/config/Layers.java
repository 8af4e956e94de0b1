package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a configuration: the rows and models that ship with Patchbay, and the operator's own above them. */
final class Layers {

    private static final List<String> CATALOGUE =
            List.of("openrouter", "siliconflow", "openai", "azure", "deepseek", "anthropic", "google", "sandbox");

    private static final Layer BUILT_IN = builtIn();

    private Layers() {}

    private static Layer builtIn() {
        Layer layer = resource("defaults.yaml");
        for (String provider : CATALOGUE) {
            layer = layer.under(catalogue(provider));
        }
        return layer;
    }

    private static Layer resource(String name) {
        try (InputStream in = Layers.class.getResourceAsStream("/patchbay/" + name)) {
            if (in == null) {
                throw new IllegalStateException("Patchbay's own " + name + " is missing");
            }
            return Layer.read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A catalogue file names its provider and source once; here each model carries what holds for it. */
    private static Layer catalogue(String provider) {
        Layer file = resource("catalogue/" + provider + ".yaml");
        ObjectNode models = Json.object();
        for (Map.Entry<String, JsonNode> model : file.tree().path("models").properties()) {
            ObjectNode complete = Json.shallowCopy((ObjectNode) model.getValue());
            for (String common : List.of("source", "effective-from")) {
                if (!complete.has(common) && file.tree().has(common)) {
                    complete.set(common, file.tree().get(common));
                }
            }
            models.set(model.getKey(), complete);
        }
        ObjectNode tree = Json.object();
        tree.putObject(Key.ROOT).putObject("models").set(provider, models);
        return new Layer(tree, Map.of());
    }

    /**
     * All layers as one.
     *
     * @throws InvalidConfiguration if the operator's file can't be read
     */
    static Layer read(Optional<OperatorsFile> operators) {
        return operators.map(file -> BUILT_IN.under(file.layer())).orElse(BUILT_IN);
    }
}
