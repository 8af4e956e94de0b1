package io.patchbay.provider;

import java.util.List;
import java.util.stream.IntStream;

/** The bean classes that wait for providers who are not there yet when the server starts. */
public final class Spares {

    private static final int COUNT = 16;

    private static final List<String> IDS =
            IntStream.rangeClosed(1, COUNT).mapToObj("spare-%02d"::formatted).toList();

    private Spares() {}

    public static List<String> ids() {
        return IDS;
    }

    /** What a spare class is made with; MicroProfile Config gives it its provider's values once it has one. */
    public static ProviderSettings settings(String id) {
        return ProviderSettings.builder(id).build();
    }
}
