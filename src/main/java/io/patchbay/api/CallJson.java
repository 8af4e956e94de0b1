package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Skip;
import io.patchbay.catalogue.Price;
import io.patchbay.dialect.Json;
import io.patchbay.gateway.Receipt;
import io.patchbay.gateway.Receipts;
import io.patchbay.ledger.CallItem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Calls as their readers get them: as the usage has them, and how they came about. */
final class CallJson {

    private static final List<String> UNKNOWN_YET = List.of("outcome", "streamed", "latency_ms", "error_code");

    private CallJson() {}

    static byte[] write(List<CallItem> calls, Receipts receipts) {
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("calls");
        calls.forEach(call -> items.add(call(call, receipts)));
        return UsageJson.write(json);
    }

    private static ObjectNode call(CallItem call, Receipts receipts) {
        ObjectNode json = Json.object()
                .put("call_id", call.id().map(UUID::toString).orElse(null))
                .put("state", call.open() ? "open" : "settled");
        json.setAll(UsageJson.item(call.item()));
        if (call.open()) {
            UNKNOWN_YET.forEach(json::putNull);
        }
        json.putObject("resolution")
                .put(
                        "by",
                        call.explanation()
                                .resolution()
                                .map(how -> how.name().toLowerCase(Locale.ROOT))
                                .orElse(null))
                .put("model", call.explanation().resolved().orElse(null));
        ArrayNode skipped = json.putArray("skipped");
        call.explanation().skipped().forEach(skip -> skipped.add(skip(skip)));
        json.put("skipped_more", call.explanation().more());
        ArrayNode levels = json.putArray("budgets");
        call.levels().forEach(level -> levels.add(level(level)));
        json.set("price", price(call, receipts.of(call.item())));
        return json;
    }

    private static ObjectNode skip(Skip skip) {
        return Json.object()
                .put("provider", skip.provider())
                .put("model", skip.model())
                .put("why", skip.why())
                .put("because", skip.because().orElse(null))
                .put("until", skip.until().map(Instant::toString).orElse(null));
    }

    private static ObjectNode level(CallItem.Level level) {
        return Json.object()
                .put("id", Long.toString(level.budget()))
                .put("reserved", Money.plain(level.reserved()))
                .put("charged", level.charged().map(Money::plain).orElse(null));
    }

    private static ObjectNode price(CallItem call, Receipt receipt) {
        ObjectNode json = Json.object()
                .put("version", call.item().priceVersion().orElse(null))
                .put("available", receipt.available());
        ArrayNode lines = json.putArray("lines");
        receipt.lines().forEach(line -> lines.add(line(line.attempt(), line.line())));
        return json.put("total", call.item().cost().map(Money::plain).orElse(null));
    }

    private static ObjectNode line(int attempt, Price.Line line) {
        boolean perRequest = line.of().equals("request");
        ObjectNode json = Json.object().put("attempt", attempt).put("class", line.of());
        return (perRequest ? json.putNull("tokens") : json.put("tokens", line.count()))
                .put("per_million", perRequest ? null : Money.plain(line.price()))
                .put("factor", Money.plain(line.factor()))
                .put("amount", Money.plain(line.amount()));
    }
}
