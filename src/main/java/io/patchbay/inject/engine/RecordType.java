package io.patchbay.inject.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.dialect.Json;
import java.util.Optional;

/** A record class as a model is asked for it and as its answer is read. Worked out once for each class. */
final class RecordType<T> {

    private static final ClassValue<RecordType<?>> KNOWN = new ClassValue<>() {
        @Override
        protected RecordType<?> computeValue(Class<?> type) {
            return new RecordType<>(type);
        }
    };

    private static final int LONGEST_NAME = 64;

    private final Class<T> type;
    private final ResponseFormat.JsonSchema format;

    private RecordType(Class<T> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        this.type = type;
        RecordSchema schema = RecordSchema.of(type);
        this.format = new ResponseFormat.JsonSchema(name(type), schema.json(), schema.strict());
    }

    /** @throws IllegalArgumentException if the class is not a record */
    @SuppressWarnings("unchecked")
    static <T> RecordType<T> of(Class<T> type) {
        return (RecordType<T>) KNOWN.get(type);
    }

    private static String name(Class<?> type) {
        String plain = type.getSimpleName().replaceAll("[^a-zA-Z0-9_-]", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }

    ResponseFormat.JsonSchema format() {
        return format;
    }

    /** @throws CallFailed with {@link Failure.Invalid} if the answer is no such record */
    T read(ChatReply reply) {
        refusal(reply).ifPresent(words -> {
            throw invalid("the model declined: " + words);
        });
        try {
            return RecordReader.read(Json.read(reply.text()), type);
        } catch (JsonProcessingException e) {
            throw invalid("the answer, which ended with %s, is no %s: %s"
                    .formatted(reply.finishReason(), type.getSimpleName(), e.getOriginalMessage()));
        }
    }

    private static Optional<String> refusal(ChatReply reply) {
        return reply.message().content().stream()
                .filter(Content.Refusal.class::isInstance)
                .map(part -> ((Content.Refusal) part).text())
                .findFirst();
    }

    private static CallFailed invalid(String detail) {
        return CallFailed.of(new Failure.Invalid(detail));
    }
}
