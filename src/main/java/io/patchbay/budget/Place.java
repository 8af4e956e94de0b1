package io.patchbay.budget;

import static java.util.Objects.requireNonNull;

import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a target its costs depend on.
 *
 * @param wireId the provider's own name for the model
 * @param model what the catalogue knows of it
 * @param maxTokens the output limit that its row sends where a caller names none
 * @param limitsThoughts whether the output limit of a request holds for thoughts too; where nobody has said so, it does not
 * @param day of UTC, on which the attempt is bounded
 * @param aggregator whether its models come from several vendors, before whom it may put tools of its own
 */
public record Place(
        String wireId,
        Optional<Model> model,
        LocalDate day,
        OptionalInt maxTokens,
        boolean limitsThoughts,
        boolean aggregator) {

    /** In the names of models that always paint. */
    private static final String PAINTER = "-image";

    public Place {
        requireNonNull(wireId, "wireId is null");
        requireNonNull(day, "day is null");
    }

    /** What an attempt that begins soon may be billed by; empty if that is unknown. */
    List<Price> prices() {
        return model.map(known -> known.prices().from(day)).orElseGet(List::of);
    }

    /** Empty where the catalogue knows none. */
    OptionalInt window() {
        return known(model.map(Model::contextWindow).orElseGet(OptionalInt::empty));
    }

    /** The most that the model writes, whatever it is asked for. */
    OptionalInt longestAnswer() {
        OptionalInt limit = known(model.map(Model::outputLimit).orElseGet(OptionalInt::empty));
        return limit.isPresent() ? limit : window();
    }

    private static OptionalInt known(OptionalInt tokens) {
        return tokens.orElse(0) > 0 ? tokens : OptionalInt.empty();
    }

    /** Whether it paints, asked to or not. */
    boolean paints() {
        return wireId.toLowerCase(Locale.ROOT).contains(PAINTER);
    }

    boolean pricesPictures() {
        return prices().stream().allMatch(price -> price.rates().imageOutput().isPresent());
    }

    boolean reasons() {
        return model.filter(known -> known.capabilities().contains(Capability.REASONING))
                .isPresent();
    }
}
