package io.patchbay.inject.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code Optional} and the commonest types of {@code java.time}, as records hold them. Jackson has modules for these, which
 * would be further jars for every application that uses the client.
 */
final class JdkTypes extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final Map<Class<?>, Function<String, ?>> TIMES = Map.of(
            Instant.class, Instant::parse,
            LocalDate.class, LocalDate::parse,
            LocalTime.class, LocalTime::parse,
            LocalDateTime.class, LocalDateTime::parse,
            OffsetDateTime.class, OffsetDateTime::parse,
            Duration.class, Duration::parse);

    JdkTypes() {
        super("patchbay");
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addDeserializers(new Deserializers.Base() {
            @Override
            public @Nullable JsonDeserializer<?> findBeanDeserializer(
                    JavaType type, DeserializationConfig config, BeanDescription description) {
                return find(type, config);
            }
        });
    }

    private static @Nullable JsonDeserializer<?> find(JavaType type, DeserializationConfig config) {
        Class<?> raw = type.getRawClass();
        if (raw == Optional.class) {
            return new Maybe<>(type.containedTypeOrUnknown(0), Optional.empty(), Optional::ofNullable);
        }
        if (raw == OptionalInt.class) {
            return new Maybe<>(
                    config.constructType(Integer.class), OptionalInt.empty(), value -> OptionalInt.of((Integer) value));
        }
        if (raw == OptionalLong.class) {
            return new Maybe<>(
                    config.constructType(Long.class), OptionalLong.empty(), value -> OptionalLong.of((Long) value));
        }
        if (raw == OptionalDouble.class) {
            return new Maybe<>(
                    config.constructType(Double.class),
                    OptionalDouble.empty(),
                    value -> OptionalDouble.of((Double) value));
        }
        Function<String, ?> parse = TIMES.get(raw);
        return parse == null ? null : new Time<>(raw, parse);
    }

    /** A value that may be absent or null. */
    private static final class Maybe<T> extends JsonDeserializer<T> {
        private final JavaType content;
        private final T empty;
        private final Function<Object, T> present;

        Maybe(JavaType content, T empty, Function<Object, T> present) {
            this.content = content;
            this.empty = empty;
            this.present = present;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return present.apply(context.readValue(json, content));
        }

        @Override
        public T getNullValue(DeserializationContext context) {
            return empty;
        }

        @Override
        public T getAbsentValue(DeserializationContext context) {
            return empty;
        }
    }

    /** A text in the form of ISO 8601. */
    private static final class Time<T> extends JsonDeserializer<Object> {
        private final Class<T> type;
        private final Function<String, ?> parse;

        Time(Class<T> type, Function<String, ?> parse) {
            this.type = type;
            this.parse = parse;
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = context.readValue(json, String.class);
            try {
                return parse.apply(text);
            } catch (DateTimeException e) {
                return context.handleWeirdStringValue(type, text, "not in the form of ISO 8601");
            }
        }
    }
}
