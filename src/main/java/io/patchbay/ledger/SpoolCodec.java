package io.patchbay.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.budget.Share;
import io.patchbay.call.Allowance;
import io.patchbay.call.Attempt;
import io.patchbay.call.Call;
import io.patchbay.call.Caller;
import io.patchbay.call.Explanation;
import io.patchbay.call.Outcome;
import io.patchbay.call.Resolution;
import io.patchbay.call.Rights;
import io.patchbay.call.Settled;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.ledger.Settlement.Bill;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A settlement as JSON: all that its rows need, and what its budgets are charged with. No headers, which may be secret, and of
 * failures their codes alone.
 */
final class SpoolCodec {

    private SpoolCodec() {}

    static byte[] write(Settlement settlement) {
        ObjectNode json = settled(settlement.settled());
        settlement.bill().ifPresent(bill -> json.set("bill", bill(bill)));
        return Json.write(json);
    }

    private static ObjectNode settled(Settled settled) {
        ObjectNode json = Json.object().put("id", settled.id().toString());
        json.set("call", call(settled.call()));
        json.put("outcome", settled.outcome().name());
        put(json, "provider", settled.provider());
        put(json, "model", settled.model());
        json.set("usage", usage(settled.usage()));
        put(json, "cost", settled.cost().map(BigDecimal::toString));
        put(json, "priceVersion", settled.priceVersion());
        json.put("streamed", settled.streamed());
        json.put("took", settled.took().toString());
        put(json, "firstEvent", settled.firstEvent().map(Duration::toString));
        settled.attempts().forEach(attempt -> json.withArray("attempts").add(attempt(attempt)));
        put(json, "errorCode", settled.errorCode());
        put(json, "resolution", settled.explanation().resolution().map(Resolution::name));
        put(
                json,
                "explained",
                ExplanationText.of(settled.explanation(), settled.call().model(), settled.model()));
        return json;
    }

    private static ObjectNode call(Call call) {
        ObjectNode json = Json.object().put("requestId", call.requestId());
        put(json, "model", call.model());
        json.put("caller", call.caller().name());
        put(json, "tenant", call.caller().tenant());
        put(json, "team", call.caller().team());
        put(json, "key", call.caller().key());
        put(json, "jobId", call.labels().jobId());
        put(json, "operation", call.labels().operation());
        return json.put("startedAt", call.startedAt().toString());
    }

    private static ObjectNode attempt(Attempt attempt) {
        ObjectNode json = Json.object().put("provider", attempt.provider()).put("model", attempt.model());
        json.put("startedAt", attempt.startedAt().toString());
        json.put("took", attempt.took().toString());
        put(json, "firstEvent", attempt.firstEvent().map(Duration::toString));
        json.put("continues", attempt.continues());
        put(json, "failure", attempt.failure().map(failure -> failure.code()));
        attempt.usage().ifPresent(usage -> json.set("usage", usage(usage)));
        return json;
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("input", usage.input())
                .put("cacheRead", usage.cacheRead())
                .put("cacheWrite5m", usage.cacheWrite5m())
                .put("cacheWrite1h", usage.cacheWrite1h())
                .put("output", usage.output())
                .put("reasoning", usage.reasoning())
                .put("audioInput", usage.audioInput())
                .put("audioOutput", usage.audioOutput())
                .put("imageInput", usage.imageInput())
                .put("imageOutput", usage.imageOutput())
                .put("serviceTier", usage.serviceTier())
                .put("estimated", usage.estimated());
    }

    private static ObjectNode bill(Bill bill) {
        ObjectNode json = Json.object();
        bill.held().forEach(json.putArray("held")::add);
        ObjectNode charges = json.putObject("charges");
        for (Share share : bill.charges().orElse(List.of())) {
            charges.put(Long.toString(share.budget()), share.amount().toString());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }

    /** @throws IOException if these are not the bytes of a settlement */
    static Settlement read(byte[] bytes) throws IOException {
        try {
            JsonNode json = Json.read(bytes);
            return Settlement.fromDisk(
                    settled(json), json.has("bill") ? Optional.of(bill(json.get("bill"))) : Optional.empty());
        } catch (RuntimeException e) {
            throw new IOException("no settlement", e);
        }
    }

    private static Explanation explanation(JsonNode json) {
        return ExplanationText.explanation(
                text(json, "resolution").map(Resolution::valueOf),
                text(json, "explained"),
                text(json.path("call"), "model"),
                text(json, "model"));
    }

    private static Settled settled(JsonNode json) {
        List<Attempt> attempts = new ArrayList<>();
        json.path("attempts").forEach(attempt -> attempts.add(attempt(attempt)));
        return new Settled(
                UUID.fromString(json.path("id").asText()),
                call(json.path("call")),
                Outcome.valueOf(json.path("outcome").asText()),
                text(json, "provider"),
                text(json, "model"),
                usage(json.path("usage")),
                text(json, "cost").map(BigDecimal::new),
                text(json, "priceVersion"),
                json.path("streamed").asBoolean(),
                Duration.parse(json.path("took").asText()),
                text(json, "firstEvent").map(Duration::parse),
                attempts,
                text(json, "errorCode"),
                Allowance.UNLIMITED,
                explanation(json));
    }

    private static Call call(JsonNode json) {
        return new Call(
                json.path("requestId").asText(),
                text(json, "model"),
                new Caller(
                        json.path("caller").asText(),
                        text(json, "tenant"),
                        text(json, "team"),
                        text(json, "key"),
                        Set.of(),
                        Rights.ALL),
                new Call.Labels(text(json, "jobId"), text(json, "operation")),
                Map.of(),
                true,
                Optional.empty(),
                Instant.parse(json.path("startedAt").asText()));
    }

    private static Attempt attempt(JsonNode json) {
        return new Attempt(
                json.path("provider").asText(),
                json.path("model").asText(),
                Instant.parse(json.path("startedAt").asText()),
                Duration.parse(json.path("took").asText()),
                text(json, "firstEvent").map(Duration::parse),
                List.of(),
                json.path("continues").asBoolean(),
                text(json, "failure").map(FailureCodes::failure),
                json.has("usage") ? Optional.of(usage(json.get("usage"))) : Optional.empty());
    }

    private static Usage usage(JsonNode json) {
        return new Usage(
                json.path("input").longValue(),
                json.path("cacheRead").longValue(),
                json.path("cacheWrite5m").longValue(),
                json.path("cacheWrite1h").longValue(),
                json.path("output").longValue(),
                json.path("reasoning").longValue(),
                json.path("audioInput").longValue(),
                json.path("audioOutput").longValue(),
                json.path("imageInput").longValue(),
                json.path("imageOutput").longValue(),
                json.path("serviceTier").asText(),
                json.path("estimated").asBoolean());
    }

    private static Bill bill(JsonNode json) {
        List<Long> held = new ArrayList<>();
        json.path("held").forEach(budget -> held.add(budget.longValue()));
        List<Share> charges = new ArrayList<>();
        json.path("charges")
                .properties()
                .forEach(charge -> charges.add(new Share(
                        Long.parseLong(charge.getKey()),
                        new BigDecimal(charge.getValue().asText()))));
        return new Bill(held, Optional.of(charges));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.get(name).asText()) : Optional.empty();
    }
}
