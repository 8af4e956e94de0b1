package io.patchbay.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.ledger.UsageItem;
import io.patchbay.ledger.UsagePage;
import io.patchbay.ledger.UsageSummary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The ledger as its readers get it. Every field is always there; what is not known is {@code null}. */
final class UsageJson {

    // Cost as people write it: 0.0000015 and not 1.5E-6.
    private static final ObjectMapper PLAIN = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private UsageJson() {}

    static byte[] page(UsagePage page) {
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("items");
        page.items().forEach(item -> items.add(item(item)));
        return write(json.put("next", page.next().orElse(null)));
    }

    static ObjectNode item(UsageItem item) {
        ObjectNode json = Json.object()
                .put("request_id", item.requestId())
                .put("job_id", item.jobId().orElse(null))
                .put("operation", item.operation().orElse(null))
                .put("caller", item.caller())
                .put("team", item.team().orElse(null))
                .put("tenant", item.tenant().orElse(null))
                .put("key_id", item.keyId().orElse(null))
                .put("requested_model", item.requestedModel().orElse(null))
                .put("served_model", item.servedModel().orElse(null))
                .put("provider", item.provider().orElse(null))
                .put("outcome", item.outcome().name().toLowerCase(Locale.ROOT))
                .put("streamed", item.streamed());
        json.set("usage", usage(item.usage()));
        json.put("cost", item.cost().orElse(null))
                .put("price_version", item.priceVersion().orElse(null))
                .put("started_at", item.startedAt().toString())
                .put("latency_ms", item.latencyMs())
                .put("first_event_ms", item.firstEventMs().orElse(null))
                .put("error_code", item.errorCode().orElse(null));
        ArrayNode attempts = json.putArray("attempts");
        item.tries().forEach(attempt -> attempts.add(attempt(attempt)));
        return json;
    }

    private static ObjectNode attempt(UsageItem.Try attempt) {
        ObjectNode json = Json.object()
                .put("n", attempt.n())
                .put("provider", attempt.provider())
                .put("model", attempt.model())
                .put("started_at", attempt.startedAt().toString())
                .put("took_ms", attempt.tookMs())
                .put("first_event_ms", attempt.firstEventMs().orElse(null))
                .put("error_code", attempt.errorCode().orElse(null))
                .put("continues", attempt.continues());
        attempt.usage().ifPresentOrElse(usage -> json.set("usage", usage(usage)), () -> json.putNull("usage"));
        return json;
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("input", usage.input())
                .put("cache_read", usage.cacheRead())
                .put("cache_write_5m", usage.cacheWrite5m())
                .put("cache_write_1h", usage.cacheWrite1h())
                .put("output", usage.output())
                .put("reasoning", usage.reasoning())
                .put("audio_input", usage.audioInput())
                .put("audio_output", usage.audioOutput())
                .put("image_input", usage.imageInput())
                .put("image_output", usage.imageOutput())
                .put("service_tier", usage.serviceTier().isEmpty() ? null : usage.serviceTier())
                .put("estimated", usage.estimated());
    }

    static byte[] summary(UsageSummary summary) {
        List<String> by = summary.by().stream().map(UsageParameters::word).toList();
        ObjectNode json = Json.object().put("by", String.join(",", by));
        ArrayNode items = json.putArray("items");
        summary.groups().forEach(group -> items.add(group(by, group)));
        return write(json.put("complete", summary.complete()));
    }

    private static ObjectNode group(List<String> by, UsageSummary.Group group) {
        ObjectNode json = Json.object();
        for (int n = 0; n < by.size(); n++) {
            json.put(by.get(n), group.keys().get(n).orElse(null));
        }
        UsageSummary.Outcomes outcomes = group.outcomes();
        json.put("calls", group.calls())
                .put("completed", outcomes.completed())
                .put("failed", outcomes.failed())
                .put("cancelled", outcomes.cancelled())
                .put("refused", outcomes.refused())
                .put("unknown", outcomes.unknown())
                .put("fallbacks", outcomes.fallbacks());
        json.set("usage", usage(group.usage()));
        json.put("cost", group.cost()).put("unpriced", group.unpriced());
        json.set("error_rate", share(group.errorRate()));
        json.set("fallback_rate", share(group.fallbackRate()));
        json.set("cache_share", share(group.cacheShare()));
        json.put("average_latency_ms", group.averageLatencyMs());
        json.set("latency_ms", percentiles(group.latencyMs()));
        json.set("first_event_ms", percentiles(group.firstEventMs()));
        return json;
    }

    private static JsonNode share(OptionalDouble share) {
        return share.isPresent()
                ? DecimalNode.valueOf(BigDecimal.valueOf(share.getAsDouble()).setScale(6, RoundingMode.HALF_UP))
                : NullNode.getInstance();
    }

    private static ObjectNode percentiles(UsageSummary.Percentiles percentiles) {
        return Json.object()
                .put("p50", boxed(percentiles.p50()))
                .put("p95", boxed(percentiles.p95()))
                .put("p99", boxed(percentiles.p99()));
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    static byte[] write(JsonNode json) {
        try {
            return PLAIN.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
