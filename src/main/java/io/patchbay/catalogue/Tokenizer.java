package io.patchbay.catalogue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Optional;

/** OpenAI's encodings, by which its models cut text into tokens. */
public enum Tokenizer {
    /** The models that reason. Their answers' frame is a token shorter (recorded calls of 2025). */
    O200K_REASONING(EncodingType.O200K_BASE, 2, "gpt-5", "o1", "o3", "o4-", "gpt-oss"),
    /** From GPT-4o on. */
    O200K(EncodingType.O200K_BASE, 3, "gpt-4o", "gpt-4.1", "gpt-4.5", "chatgpt-", "gpt-audio"),
    /** GPT-4, GPT-3.5 and the embeddings. */
    CL100K(EncodingType.CL100K_BASE, 3, "gpt-4", "gpt-3.5", "gpt-35", "text-embedding-3", "text-embedding-ada");

    /** The most of a text that is cut into tokens. */
    static final int READ = 1 << 20;

    private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

    private final EncodingType type;
    private final int answerFrame;
    private final List<String> beginnings;

    Tokenizer(EncodingType type, int answerFrame, String... beginnings) {
        this.type = type;
        this.answerFrame = answerFrame;
        this.beginnings = List.of(beginnings);
    }

    /**
     * The encoding of a model; empty if it is not OpenAI's.
     *
     * @param name as its vendor has it, with or without the vendor's own before it, such as {@code openai/gpt-4o}
     */
    public static Optional<Tokenizer> of(String name) {
        String model = name.substring(name.lastIndexOf('/') + 1);
        for (Tokenizer tokenizer : values()) {
            for (String beginning : tokenizer.beginnings) {
                if (model.startsWith(beginning)) {
                    return Optional.of(tokenizer);
                }
            }
        }
        return Optional.empty();
    }

    /** The tokens that stand before the answer that is to follow. */
    int answerFrame() {
        return answerFrame;
    }

    /**
     * The text's tokens. Of a text beyond {@value #READ} characters, an estimate by its beginning: to cut all of it would
     * take seconds. Loads its table when it is first asked.
     */
    public int count(String text) {
        Encoding encoding = REGISTRY.getEncoding(type);
        if (text.length() <= READ) {
            return encoding.countTokensOrdinary(text);
        }
        long beginning = encoding.countTokensOrdinary(text.substring(0, READ));
        return (int) Math.min(Integer.MAX_VALUE, beginning * text.length() / READ);
    }
}
