package io.patchbay.catalogue.update;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Rates;
import io.patchbay.catalogue.update.Quotes.Of;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What OpenRouter says of its own models; dollars per token. It is the one source that may say that a model is free.
 *
 * @see <a href="https://openrouter.ai/docs/api-reference/list-available-models">the list</a>
 */
record OpenRouterList(JsonNode json, LocalDate day) implements SourceList {

    @Override
    public Map<String, Listing> at(Row row) {
        Map<String, Listing> all = new LinkedHashMap<>();
        for (JsonNode model : json.path("data")) {
            String id = model.path("id").asText();
            if (!row.namesIn(Source.OPENROUTER).isEmpty() && row.takes(id) && isForText(model)) {
                all.put(id, listing(id, model));
            }
        }
        return all;
    }

    private static boolean isForText(JsonNode model) {
        JsonNode output = outputs(model);
        return Facts.lists(output, "embeddings") || Facts.lists(output, "text") && !Facts.lists(output, "image");
    }

    private static JsonNode outputs(JsonNode model) {
        return model.path("architecture").path("output_modalities");
    }

    private Listing listing(String id, JsonNode model) {
        return new Listing(
                id,
                price(id, model),
                Facts.tokens(model.path("context_length")),
                Facts.tokens(model.path("top_provider").path("max_completion_tokens")),
                capabilities(model),
                day,
                false,
                "");
    }

    private static Set<Capability> capabilities(JsonNode model) {
        if (Facts.lists(outputs(model), "embeddings")) {
            return Facts.embeddings();
        }
        Set<Capability> capabilities = Facts.chat();
        JsonNode inputs = model.path("architecture").path("input_modalities");
        JsonNode parameters = model.path("supported_parameters");
        Facts.add(capabilities, Capability.TOOLS, Facts.lists(parameters, "tools"));
        Facts.add(capabilities, Capability.VISION, Facts.lists(inputs, "image"));
        Facts.add(capabilities, Capability.AUDIO, Facts.lists(inputs, "audio"));
        Facts.add(capabilities, Capability.STRUCTURED_OUTPUT, Facts.lists(parameters, "structured_outputs"));
        Facts.add(capabilities, Capability.REASONING, Facts.lists(parameters, "reasoning"));
        return capabilities;
    }

    private static Optional<Price> price(String id, JsonNode model) {
        JsonNode pricing = model.path("pricing");
        Quotes quotes = new Quotes()
                .perToken(Of.INPUT, pricing.path("prompt"))
                .perToken(Of.OUTPUT, pricing.path("completion"))
                .perToken(Of.CACHE_READ, pricing.path("input_cache_read"))
                .perToken(Of.CACHE_WRITE_5M, pricing.path("input_cache_write"))
                .perToken(Of.REASONING, pricing.path("internal_reasoning"));
        if (!isByTheMinute(pricing.path("units"))) {
            quotes.perToken(Of.AUDIO_INPUT, pricing.path("audio"));
        }
        Optional<Rates> rates = id.endsWith(":free") ? quotes.evenIfFree() : quotes.rates();
        return rates.map(found -> new Price(found, List.of(), perRequest(model)));
    }

    private static boolean isByTheMinute(JsonNode units) {
        for (JsonNode unit : units) {
            if (unit.path("label").asText().contains("Audio")) {
                return true;
            }
        }
        return false;
    }

    /** A model that takes options for its search always searches; others have the price for callers who ask for it. */
    private static Optional<BigDecimal> perRequest(JsonNode model) {
        return Facts.lists(model.path("supported_parameters"), "web_search_options")
                ? Quotes.decimal(model.path("pricing").path("web_search")).map(Quotes::plain)
                : Optional.empty();
    }
}
