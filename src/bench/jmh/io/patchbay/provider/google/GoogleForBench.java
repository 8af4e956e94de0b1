package io.patchbay.provider.google;

import io.patchbay.provider.Dialect;

/** The dialect, for those who measure it. */
public final class GoogleForBench {

    private GoogleForBench() {}

    public static Dialect dialect() {
        return new GoogleDialect();
    }
}
