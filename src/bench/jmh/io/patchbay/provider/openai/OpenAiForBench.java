package io.patchbay.provider.openai;

import io.patchbay.provider.Dialect;

/** The dialect, for those who measure it. */
public final class OpenAiForBench {

    private OpenAiForBench() {}

    public static Dialect dialect() {
        return new OpenAiDialect();
    }
}
