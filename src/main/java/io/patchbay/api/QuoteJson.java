package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.budget.Bound;
import io.patchbay.budget.Ceiling;
import io.patchbay.budget.Standing;
import io.patchbay.call.Allowance;
import io.patchbay.dialect.Json;
import io.patchbay.gateway.Quote;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A quote as its readers get it. Every field is always there; what is not known is {@code null}. */
final class QuoteJson {

    private QuoteJson() {}

    /** @param shown the numbers of the budgets of which the reader may see the amounts */
    static byte[] write(Quote quote, Set<Long> shown) {
        ObjectNode json = Json.object().put("model", quote.modelId());
        json.putObject("cost")
                .put("smallest", quote.smallest().map(Money::plain).orElse(null))
                .put("largest", quote.largest().map(Money::plain).orElse(null));
        json.put("price_version", quote.priceVersion());
        ArrayNode route = json.putArray("route");
        quote.route().forEach(stop -> route.add(stop(stop)));
        ArrayNode budgets = json.putArray("budgets");
        quote.payers()
                .forEach(payer -> budgets.add(
                        payer(payer, shown.contains(payer.standing().budget().id()))));
        json.set("limits", limits(quote));
        return Json.write(json);
    }

    private static ObjectNode payer(Quote.Payer payer, boolean shown) {
        Standing standing = payer.standing();
        return Json.object()
                .put("id", Long.toString(standing.budget().id()))
                .put("fits", payer.fits())
                .put("needed", payer.needed().map(Money::plain).orElse(null))
                .put("left", shown ? Money.plain(standing.left()) : null)
                .put("renews_at", standing.renews().map(Instant::toString).orElse(null));
    }

    private static ObjectNode limits(Quote quote) {
        ObjectNode json = Json.object();
        json.set("requests", side(quote.allowance().requests(), 1));
        json.set("tokens", side(quote.allowance().tokens(), quote.tokens()));
        return json;
    }

    /** What is more than the limit passes once nothing else was taken. */
    private static JsonNode side(Optional<Allowance.Side> side, long needed) {
        return side.<JsonNode>map(known -> Json.object()
                        .put("fits", needed <= known.remaining() || known.remaining() == known.limit())
                        .put("needed", needed)
                        .put("left", known.remaining())
                        .put("limit", known.limit()))
                .orElse(NullNode.getInstance());
    }

    private static ObjectNode stop(Quote.Stop stop) {
        ObjectNode json = Json.object().put("provider", stop.provider()).put("model", stop.model());
        json.putObject("tokens")
                .put("input", stop.tokens().input())
                .put("exact", stop.tokens().exact());
        if (stop.window().isPresent()) {
            json.put("context_window", stop.window().getAsInt());
        } else {
            json.putNull("context_window");
        }
        json.put("fits", stop.fits().orElse(null)).put("lacks", stop.lacks().orElse(null));
        return json.setAll(bound(stop.bound()));
    }

    private static ObjectNode bound(Bound bound) {
        ObjectNode json = Json.object();
        switch (bound) {
            case Ceiling ceiling ->
                json.putNull("no_ceiling")
                        .putObject("ceiling")
                        .put("cost", Money.plain(ceiling.cost()))
                        .put("input", ceiling.input())
                        .put("output", ceiling.output())
                        .put("basis", ceiling.basis().name().toLowerCase(Locale.ROOT));
            case Bound.Unbounded unbounded -> json.putNull("ceiling").put("no_ceiling", unbounded.detail());
            case Bound.Unpriced unpriced -> json.putNull("ceiling").put("no_ceiling", unpriced.detail());
        }
        return json;
    }
}
