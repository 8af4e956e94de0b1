package io.patchbay.catalogue.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Rates;
import io.patchbay.catalogue.update.Quotes.Of;
import io.patchbay.dialect.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Models by provider and id; dollars per million tokens. An entry that names a base has the base's facts where it has
 * none of its own, but never its price.
 *
 * @see <a href="https://github.com/anomalyco/models.dev">models.dev</a>
 */
record ModelsDev(JsonNode json, LocalDate day) implements SourceList {

    private static final List<String> INHERITED =
            List.of("limit", "modalities", "reasoning", "tool_call", "structured_output", "attachment");

    @Override
    public Map<String, Listing> at(Row row) {
        Map<String, Listing> all = new LinkedHashMap<>();
        for (String name : row.namesIn(Source.MODELS_DEV)) {
            for (Map.Entry<String, JsonNode> model : json.path(name).properties()) {
                JsonNode full = withBase(model.getValue(), 2);
                if (!model.getKey().startsWith("_") && row.takes(model.getKey()) && writesText(full)) {
                    all.put(model.getKey(), listing(model.getKey(), full));
                }
            }
        }
        return all;
    }

    private static boolean writesText(JsonNode model) {
        JsonNode output = model.path("modalities").path("output");
        return output.isMissingNode() || Facts.lists(output, "text") && !Facts.lists(output, "image");
    }

    private JsonNode withBase(JsonNode model, int depth) {
        JsonNode base = base(model.path("base_model").asText(""), model);
        if (depth == 0 || base.isMissingNode()) {
            return model;
        }
        JsonNode inherited = withBase(base, depth - 1);
        ObjectNode full = Json.shallowCopy((ObjectNode) model);
        for (String fact : INHERITED) {
            if (!full.has(fact) && inherited.has(fact)) {
                full.set(fact, inherited.get(fact));
            }
        }
        return full;
    }

    private JsonNode base(String name, JsonNode model) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return MissingNode.getInstance();
        }
        JsonNode own = json.path(name.substring(0, slash)).path(name.substring(slash + 1));
        return own.has("limit") && own != model ? own : json.path("openrouter").path(name);
    }

    private Listing listing(String id, JsonNode model) {
        return new Listing(
                id,
                price(model.path("cost")),
                Facts.tokens(model.path("limit").path("context")),
                Facts.tokens(model.path("limit").path("output")),
                capabilities(id, model),
                day,
                model.path("status").asText().equals("deprecated"),
                "");
    }

    private static Set<Capability> capabilities(String id, JsonNode model) {
        if (Facts.isEmbedding(id)) {
            return Facts.embeddings();
        }
        if (!model.has("modalities") || !model.has("tool_call")) {
            return Set.of();
        }
        Set<Capability> capabilities = Facts.chat();
        JsonNode input = model.path("modalities").path("input");
        Facts.add(capabilities, Capability.TOOLS, model.path("tool_call").asBoolean());
        Facts.add(capabilities, Capability.VISION, Facts.lists(input, "image"));
        Facts.add(capabilities, Capability.AUDIO, Facts.lists(input, "audio"));
        Facts.add(
                capabilities,
                Capability.STRUCTURED_OUTPUT,
                model.path("structured_output").asBoolean());
        Facts.add(capabilities, Capability.REASONING, model.path("reasoning").asBoolean());
        return capabilities;
    }

    private static Optional<Price> price(JsonNode cost) {
        List<Price.Tier> tiers = new ArrayList<>();
        for (JsonNode tier : cost.path("tiers")) {
            long above = tier.path("tier").path("size").asLong();
            rates(tier).ifPresent(rates -> tiers.add(new Price.Tier(above, rates)));
        }
        return rates(cost).map(rates -> new Price(rates, tiers, Optional.empty()));
    }

    private static Optional<Rates> rates(JsonNode cost) {
        return new Quotes()
                .perMillion(Of.INPUT, cost.path("input"))
                .perMillion(Of.OUTPUT, cost.path("output"))
                .perMillion(Of.CACHE_READ, cost.path("cache_input"))
                .perMillion(Of.CACHE_READ, cost.path("cache_read"))
                .perMillion(Of.CACHE_WRITE_5M, cost.path("cache_write"))
                .perMillion(Of.AUDIO_INPUT, cost.path("input_audio"))
                .perMillion(Of.AUDIO_OUTPUT, cost.path("output_audio"))
                .perMillion(Of.REASONING, cost.path("reasoning"))
                .rates();
    }
}
