package io.patchbay.catalogue.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchbay.catalogue.Model;
import io.patchbay.dialect.Json;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Small sources, written by the tests that read them. */
final class Lists {

    static final LocalDate DAY = LocalDate.of(2026, 7, 2);

    /** A provider that all sources know by its own name, and OpenRouter as itself. */
    static final Row CORP = corp(List.of(Source.MODELS_DEV, Source.LITELLM));

    private final Map<Source, SourceList> lists = new EnumMap<>(Source.class);

    static Row corp(List<Source> members) {
        return new Row(
                "corp",
                Map.of(
                        Source.MODELS_DEV, List.of("corp"),
                        Source.LITELLM, List.of("corp"),
                        Source.GENAI_PRICES, List.of("corp"),
                        Source.OPENROUTER, List.of("openrouter")),
                members,
                List.of(Source.OPENROUTER, Source.GENAI_PRICES, Source.MODELS_DEV, Source.LITELLM),
                Pattern.compile("secret-.*"));
    }

    Lists with(Source source, LocalDate day, String json) {
        try {
            lists.put(source, Sources.list(source, Json.read(json), day));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    /** @param models by id, as models.dev has them below the provider */
    Lists modelsDev(String... models) {
        return with(Source.MODELS_DEV, DAY, "{\"corp\": {" + String.join(",", models) + "}}");
    }

    /** @param models by id; each is a chat model of the provider unless it says otherwise */
    Lists liteLlm(String... models) {
        return with(Source.LITELLM, DAY.plusDays(1), "{" + String.join(",", models) + "}");
    }

    /** @param models objects with an id */
    Lists genaiPrices(String... models) {
        String json = "[{\"id\": \"corp\", \"models\": [" + String.join(",", models) + "]}]";
        return with(Source.GENAI_PRICES, DAY.plusDays(2), json);
    }

    /** @param models objects with an id */
    Lists openRouter(String... models) {
        return with(Source.OPENROUTER, DAY.plusDays(3), "{\"data\": [" + String.join(",", models) + "]}");
    }

    Sources sources() {
        return new Sources(lists);
    }

    SortedMap<String, Model> merged() {
        return merged(CORP);
    }

    SortedMap<String, Model> merged(Row row) {
        return new Merge(row, "corp/", sources()).models();
    }

    Model only() {
        SortedMap<String, Model> models = merged();
        if (models.size() != 1) {
            throw new AssertionError(models.keySet());
        }
        return models.get(models.firstKey());
    }
}
