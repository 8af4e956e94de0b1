package io.patchbay.config;

import io.patchbay.catalogue.Catalogue;
import java.util.Map;

/** The catalogue that ships, for tests elsewhere. */
public final class CatalogueForTests {

    private CatalogueForTests() {}

    public static Catalogue shipped() {
        return Read.defaults(Map.of()).routes().catalogue();
    }
}
