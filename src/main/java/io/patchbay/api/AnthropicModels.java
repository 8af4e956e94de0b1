package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.routing.Offers.Offer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models as Anthropic lists them, in pages.
 *
 * @see <a href="https://docs.anthropic.com/en/api/models-list">Anthropic's own list</a>
 */
final class AnthropicModels {

    private static final int USUAL = 20;
    private static final int MOST = 1_000;

    private AnthropicModels() {}

    /**
     * A page of the list.
     *
     * @param limit of its length, 1 to {@value #MOST}; null for {@value #USUAL}
     * @param after begin behind this id; null for the beginning
     * @param before end before this id, and hold what comes next to it; null for no end
     * @throws InvalidParameter if one of them is nothing of the kind
     */
    static ObjectNode page(
            List<Offer> offers, @Nullable String limit, @Nullable String after, @Nullable String before) {
        int length = limit == null ? USUAL : length(limit);
        int from = after == null ? 0 : indexOf(after, "after_id", offers) + 1;
        int to = before == null ? offers.size() : indexOf(before, "before_id", offers);
        List<Offer> asked = offers.subList(Math.min(from, to), to);
        boolean backwards = before != null && after == null;
        List<Offer> page = backwards
                ? asked.subList(Math.max(0, asked.size() - length), asked.size())
                : asked.subList(0, Math.min(length, asked.size()));
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        page.forEach(offer -> data.add(model(offer)));
        return json.put("has_more", page.size() < asked.size())
                .put("first_id", page.isEmpty() ? null : page.getFirst().id())
                .put("last_id", page.isEmpty() ? null : page.getLast().id());
    }

    private static int length(String limit) {
        try {
            int length = Integer.parseInt(limit);
            if (length >= 1 && length <= MOST) {
                return length;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new InvalidParameter("limit", limit, "a whole number from 1 to " + MOST);
    }

    private static int indexOf(String id, String param, List<Offer> offers) {
        for (int i = 0; i < offers.size(); i++) {
            if (offers.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new InvalidParameter(param, id, "the id of a model in the list");
    }

    static ObjectNode model(Offer offer) {
        return Json.object()
                .put("type", "model")
                .put("id", offer.id())
                .put("display_name", offer.id())
                .put(
                        "created_at",
                        offer.since()
                                .orElse(LocalDate.EPOCH)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toString());
    }
}
