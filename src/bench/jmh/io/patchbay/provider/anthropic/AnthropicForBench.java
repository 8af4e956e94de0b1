package io.patchbay.provider.anthropic;

import io.patchbay.provider.Dialect;

/** The dialect, for those who measure it. */
public final class AnthropicForBench {

    private AnthropicForBench() {}

    public static Dialect dialect() {
        return new AnthropicDialect();
    }
}
