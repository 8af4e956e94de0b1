package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a configuration: the rows and models that ship with Patchbay, and the operator's own above them. */
final class Layers {

    /** The environment variable or system property that names the operator's file. */
    static final String FILE = "PATCHBAY_CONFIG";

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

    /** The operator's file, if one is named. */
    static Optional<Path> operatorsFile() {
        return Optional.ofNullable(System.getProperty(FILE, System.getenv(FILE)))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    /**
     * All layers as one.
     *
     * @throws InvalidConfiguration if the operator's file can't be read
     */
    static Layer read(Optional<Path> operators) {
        return operators.map(path -> BUILT_IN.under(operatorsLayer(path))).orElse(BUILT_IN);
    }

    private static Layer operatorsLayer(Path path) {
        try {
            return Layer.read(path.toString(), Files.readAllBytes(path));
        } catch (IOException e) {
            throw Layer.unreadable(path.toString(), "there is no such file, or it may not be read", 0);
        }
    }
}
