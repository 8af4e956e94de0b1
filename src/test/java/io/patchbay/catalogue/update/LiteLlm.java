package io.patchbay.catalogue.update;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Rates;
import io.patchbay.catalogue.update.Quotes.Of;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models of all providers in one table; dollars per token.
 *
 * @see <a href="https://github.com/BerriAI/litellm">model_prices_and_context_window.json</a>
 */
record LiteLlm(JsonNode json, LocalDate day) implements SourceList {

    private static final Set<String> MODES = Set.of("chat", "responses", "embedding");
    private static final Pattern TIER = Pattern.compile("input_cost_per_token_above_(\\d+)k_tokens");

    @Override
    public Map<String, Listing> at(Row row) {
        List<String> names = row.namesIn(Source.LITELLM);
        Map<String, Listing> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode model = entry.getValue();
            String id = row.wireId(withoutProvider(entry.getKey(), names));
            if (names.contains(model.path("litellm_provider").asText())
                    && MODES.contains(model.path("mode").asText())
                    && row.takes(id)
                    && (model.has("source") || !row.wantsProof())) {
                all.putIfAbsent(id, listing(row, id, model));
            }
        }
        return all;
    }

    private static String withoutProvider(String key, List<String> names) {
        return names.stream()
                .map(name -> name + "/")
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }

    private Listing listing(Row row, String id, JsonNode model) {
        return new Listing(
                id,
                price(row, model),
                Facts.tokens(model.path("max_input_tokens"), model.path("max_tokens")),
                Facts.tokens(model.path("max_output_tokens")),
                capabilities(model),
                day,
                model.has("deprecation_date"),
                "");
    }

    private static Set<Capability> capabilities(JsonNode model) {
        if (model.path("mode").asText().equals("embedding")) {
            return Facts.embeddings();
        }
        Set<Capability> capabilities = Facts.chat();
        Facts.add(capabilities, Capability.TOOLS, supports(model, "function_calling"));
        Facts.add(capabilities, Capability.VISION, supports(model, "vision"));
        Facts.add(capabilities, Capability.AUDIO, supports(model, "audio_input"));
        Facts.add(capabilities, Capability.STRUCTURED_OUTPUT, supports(model, "response_schema"));
        Facts.add(capabilities, Capability.REASONING, supports(model, "reasoning"));
        Facts.add(capabilities, Capability.PREFILL, supports(model, "assistant_prefill"));
        return capabilities;
    }

    private static boolean supports(JsonNode model, String what) {
        return model.path("supports_" + what).asBoolean();
    }

    private static Optional<Price> price(Row row, JsonNode model) {
        return rates(model, "").map(rates -> new Price(rates, tiers(model), perRequest(row, model)));
    }

    private static List<Price.Tier> tiers(JsonNode model) {
        Set<Integer> thousands = new TreeSet<>();
        model.fieldNames().forEachRemaining(field -> {
            Matcher matcher = TIER.matcher(field);
            if (matcher.matches()) {
                thousands.add(Integer.valueOf(matcher.group(1)));
            }
        });
        List<Price.Tier> tiers = new ArrayList<>();
        for (int thousand : thousands) {
            rates(model, "_above_" + thousand + "k_tokens")
                    .ifPresent(rates -> tiers.add(new Price.Tier(thousand * 1_000L, rates)));
        }
        return tiers;
    }

    private static Optional<Rates> rates(JsonNode model, String tier) {
        JsonNode output = model.path("output_cost_per_token" + tier);
        Quotes quotes = new Quotes()
                .perToken(Of.INPUT, model.path("input_cost_per_token" + tier))
                .perToken(Of.OUTPUT, output)
                .perToken(Of.CACHE_READ, model.path("cache_read_input_token_cost" + tier))
                .perToken(Of.CACHE_WRITE_5M, model.path("cache_creation_input_token_cost" + tier))
                .perToken(Of.CACHE_WRITE_1H, model.path("cache_creation_input_token_cost_above_1hr" + tier))
                .perToken(Of.AUDIO_INPUT, model.path("input_cost_per_audio_token" + tier))
                .perToken(Of.AUDIO_OUTPUT, model.path("output_cost_per_audio_token" + tier))
                .perToken(Of.IMAGE_INPUT, model.path("input_cost_per_image_token" + tier))
                .perToken(Of.IMAGE_OUTPUT, model.path("output_cost_per_image_token" + tier))
                .perToken(Of.REASONING, model.path("output_cost_per_reasoning_token" + tier));
        if (output.isMissingNode() && model.path("mode").asText().equals("embedding")) {
            quotes.put(Of.OUTPUT, BigDecimal.ZERO);
        }
        return quotes.rates();
    }

    /** Perplexity searches with each call; one that does not ask for more gets the smallest search context. */
    private static Optional<BigDecimal> perRequest(Row row, JsonNode model) {
        JsonNode dollars = row.provider().equals("perplexity")
                ? model.path("search_context_cost_per_query").path("search_context_size_low")
                : model.path("input_cost_per_request");
        return Quotes.decimal(dollars).map(Quotes::plain).filter(price -> price.signum() > 0);
    }
}
