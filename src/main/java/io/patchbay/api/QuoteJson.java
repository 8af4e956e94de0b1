package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.budget.Bound;
import io.patchbay.budget.Ceiling;
import io.patchbay.dialect.Json;
import io.patchbay.gateway.Quote;
import java.util.Locale;

/** A quote as its readers get it. Every field is always there; what is not known is {@code null}. */
final class QuoteJson {

    private QuoteJson() {}

    static byte[] write(Quote quote) {
        ObjectNode json = Json.object().put("model", quote.modelId());
        json.putObject("cost")
                .put("smallest", quote.smallest().map(Money::plain).orElse(null))
                .put("largest", quote.largest().map(Money::plain).orElse(null));
        json.put("price_version", quote.priceVersion());
        ArrayNode route = json.putArray("route");
        quote.route().forEach(stop -> route.add(stop(stop)));
        return Json.write(json);
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
