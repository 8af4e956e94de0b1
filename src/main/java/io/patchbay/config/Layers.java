package io.patchbay.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The files of a configuration: the rows and models that ship with Patchbay, and the operator's own above them. */
final class Layers {

    private static final Layer ROWS = Layer.read("defaults.yaml", resource("defaults.yaml"));

    private Layers() {}

    /** A file of Patchbay's own. */
    static byte[] resource(String name) {
        try (InputStream in = Layers.class.getResourceAsStream("/patchbay/" + name)) {
            if (in == null) {
                throw new IllegalStateException("Patchbay's own " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All layers as one; of the models that ship, those that the operator's file names.
     *
     * @throws InvalidConfiguration if the operator's file can't be read
     */
    static Layer read(Optional<OperatorsFile> operators) {
        return operators.map(file -> under(file.layer())).orElse(ROWS);
    }

    static Layer under(Layer operators) {
        return ROWS.under(ShippedModels.below(operators)).under(operators);
    }
}
