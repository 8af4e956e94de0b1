package io.patchbay.budget;

import static java.util.Comparator.naturalOrder;

import io.patchbay.budget.Bound.Unbounded;
import io.patchbay.catalogue.TokenCount;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Extra;
import io.patchbay.chat.ModerationRequest;
import io.patchbay.chat.TokenTally;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/** The most that one attempt at one place can cost, as the catalogue prices it: {@code docs/budgets.md} has the arithmetic. */
public final class Ceilings {

    /** Digits behind the point, as the ledger has them. */
    private static final int SCALE = 18;

    private Ceilings() {}

    /** By the input's bytes, or by the model's window where that is less or the bytes say nothing. */
    public static Bound of(ChatRequest request, Place place) {
        return Refusals.of(request, place)
                .orElseGet(() -> ceiling(Reading.of(request).within(place.window()), request, place));
    }

    /**
     * By the input's tokens where its text can be counted, which takes some milliseconds for each hundred kilobytes; else as
     * {@link #of(ChatRequest, Place)}. What stands around the text differs with the endpoint and the host that serves the
     * model, and is bounded all the same.
     */
    public static Bound counted(ChatRequest request, Place place) {
        Bound byBytes = of(request, place);
        if (!(byBytes instanceof Ceiling ceiling)) {
            return byBytes;
        }
        TokenTally tally = TokenCount.tally(request, place.wireId());
        long tokens = tally.input() + Reading.FRAME;
        return tally.exact() && tokens < ceiling.input()
                ? ceiling(request.extra(), place, new Reading.Input(tokens, Basis.COUNTED), ceiling.output())
                : ceiling;
    }

    private static Bound ceiling(Optional<Reading.Input> input, ChatRequest request, Place place) {
        if (input.isEmpty()) {
            return boundless("messages", place);
        }
        OptionalLong output = Writing.of(request, place);
        return output.isPresent()
                ? ceiling(request.extra(), place, input.get(), output.getAsLong())
                : boundless("max_tokens", place);
    }

    /** Of one call; texts that are asked for in several calls are bounded for each. */
    public static Bound of(EmbeddingRequest request, Place place) {
        return Refusals.model(place)
                .or(() -> Refusals.fields(request.extra(), place))
                .orElseGet(() -> ceiling(request.extra(), place, Reading.ofTexts(request, place.window()), 0));
    }

    public static Bound of(ModerationRequest request, Place place) {
        return Refusals.model(place)
                .orElseGet(() -> Reading.ofJudged(request.body())
                        .within(place.window())
                        .map(input -> ceiling(Extra.NONE, place, input, 0))
                        .orElseGet(() -> boundless("input", place)));
    }

    private static Bound ceiling(Extra extra, Place place, Reading.Input input, long output) {
        BigDecimal cost = place.prices().stream()
                .map(price -> price.atMost(input.tokens(), output).multiply(ServiceTiers.dearest(extra, price)))
                .max(naturalOrder())
                .orElseThrow();
        return new Ceiling(cost.setScale(SCALE, RoundingMode.UP), input.tokens(), output, input.basis());
    }

    private static Bound boundless(String param, Place place) {
        return new Unbounded(
                "Nothing says how many tokens '%s' can be at the model '%s'.".formatted(param, place.wireId()), param);
    }
}
