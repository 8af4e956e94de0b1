package io.patchbay.budget;

import io.patchbay.budget.Bound.Unbounded;
import io.patchbay.budget.Bound.Unpriced;
import io.patchbay.catalogue.Rates;
import io.patchbay.chat.CacheTime;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Extra;
import io.patchbay.chat.Message;
import io.patchbay.chat.Modality;
import io.patchbay.chat.Role;
import io.patchbay.chat.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may cost more than the tokens that are read and written, or has no price, and so has no bound. */
final class Refusals {

    /** In the names of models that search, or ask other models, as often as they like, each time for money. */
    private static final List<String> SEARCHERS =
            List.of("deep-research", "search-preview", "search-api", "sonar-pro-search", "compound");

    /** Beginnings of OpenRouter's names for whatever model it chooses. */
    private static final List<String> ROUTERS = List.of("openrouter/", "switchpoint/");

    /** Ends of its names that add a search, or that choose the fastest host whatever it costs. */
    private static final List<String> VARIANTS = List.of(":online", ":nitro");

    private static final String PICTURES = "pictures that it paints";

    private Refusals() {}

    static Optional<Bound> of(ChatRequest request, Place place) {
        return model(place)
                .or(() -> fields(request.extra(), place))
                .or(() -> tools(request.tools()))
                .or(() -> parts(request.messages(), place))
                .or(() -> prices(request, place));
    }

    static Optional<Bound> model(Place place) {
        String name = place.wireId().toLowerCase(Locale.ROOT);
        boolean open = SEARCHERS.stream().anyMatch(name::contains)
                || ROUTERS.stream().anyMatch(name::startsWith)
                || VARIANTS.stream().anyMatch(name::endsWith);
        if (open) {
            return refused("model", "What the model '%s' costs depends on what it does.".formatted(place.wireId()));
        }
        if (place.prices().isEmpty()) {
            return Optional.of(new Unpriced("The model '%s' has no price.".formatted(place.wireId())));
        }
        return place.paints() && !place.pricesPictures() ? unpriced(place, PICTURES) : Optional.empty();
    }

    static Optional<Bound> fields(Extra extra, Place place) {
        return extra.unpriced().stream()
                .sorted()
                .filter(name -> !ServiceTiers.isPriced(name, extra, place.prices()))
                .findFirst()
                .flatMap(Refusals::field);
    }

    private static Optional<Bound> field(String name) {
        return refused(name, "What '%s' asks for may cost more than its tokens.".formatted(name));
    }

    private static Optional<Bound> refused(String param, String detail) {
        return Optional.of(new Unbounded(detail, param));
    }

    private static Optional<Bound> tools(List<Tool> tools) {
        for (int i = 0; i < tools.size(); i++) {
            if (tools.get(i) instanceof Tool.Vendor) {
                return field("tools[" + i + "]");
            }
        }
        return Optional.empty();
    }

    private static Optional<Bound> parts(List<Message> messages, Place place) {
        for (int i = 0; i < messages.size(); i++) {
            boolean own = messages.get(i).role() == Role.ASSISTANT;
            if (hasOpen(messages.get(i).content(), own, place)) {
                return field("messages[" + i + "].content");
            }
        }
        return Optional.empty();
    }

    /** An aggregator reads a file for models that can't, and bills its pages. */
    private static boolean hasOpen(List<Content> content, boolean own, Place place) {
        for (Content part : content) {
            boolean open = (part instanceof Content.Opaque && !own)
                    || (part instanceof Content.File && place.aggregator())
                    || (part instanceof Content.ToolResult result && hasOpen(result.content(), own, place));
            if (open) {
                return true;
            }
        }
        return false;
    }

    /** Classes that are asked for and that the catalogue has no price of. */
    private static Optional<Bound> prices(ChatRequest request, Place place) {
        return place.prices().stream()
                .map(price -> missing(request, place, price.rates()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Bound> missing(ChatRequest request, Place place, Rates rates) {
        if (request.modalities().contains(Modality.IMAGE) && rates.imageOutput().isEmpty()) {
            return unpriced(place, PICTURES);
        }
        if (request.modalities().contains(Modality.AUDIO) && rates.audioOutput().isEmpty()) {
            return unpriced(place, "sound that it speaks");
        }
        boolean hourUnknown =
                rates.cacheWrite5m().isPresent() && rates.cacheWrite1h().isEmpty();
        return hourUnknown && keepsForAnHour(request)
                ? unpriced(place, "what it keeps in its cache for an hour")
                : Optional.empty();
    }

    private static Optional<Bound> unpriced(Place place, String what) {
        return Optional.of(new Unpriced("The model '%s' has no price for %s.".formatted(place.wireId(), what)));
    }

    private static boolean keepsForAnHour(ChatRequest request) {
        return request.tools().contains(new Tool.CacheMark(CacheTime.ONE_HOUR))
                || request.messages().stream().anyMatch(message -> marksAnHour(message.content()));
    }

    private static boolean marksAnHour(List<Content> content) {
        return content.contains(new Content.CacheMark(CacheTime.ONE_HOUR))
                || content.stream()
                        .anyMatch(part -> part instanceof Content.ToolResult result && marksAnHour(result.content()));
    }
}
