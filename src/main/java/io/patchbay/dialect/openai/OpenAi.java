package io.patchbay.dialect.openai;

/** The dialect's name and the words of its streams. */
public final class OpenAi {

    /** As rows of the configuration and {@link io.patchbay.chat.Verbatim} name it. */
    public static final String DIALECT = "openai";

    /** The data of the event that ends a stream. */
    public static final String DONE = "[DONE]";

    private OpenAi() {}
}
