package io.patchbay.gateway;

import io.patchbay.budget.Bound;
import io.patchbay.budget.Standing;
import io.patchbay.call.Allowance;
import io.patchbay.chat.TokenTally;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What would become of a request.
 *
 * @param modelId as it was resolved
 * @param route who would be asked, in this order
 * @param smallest US dollars that an answer costs at the least: the input at the first target that could answer; empty where
 *     that is unpriced
 * @param largest US dollars that one attempt can cost at the most, at whichever target; empty where one of them has no bound
 * @param priceVersion of the catalogue
 * @param payers the budgets that would pay, each for itself
 * @param allowance what the caller's limits a minute leave
 * @param tokens that count for these
 */
public record Quote(
        String modelId,
        List<Stop> route,
        Optional<BigDecimal> smallest,
        Optional<BigDecimal> largest,
        String priceVersion,
        List<Payer> payers,
        Allowance allowance,
        long tokens) {

    public Quote {
        route = List.copyOf(route);
        payers = List.copyOf(payers);
    }

    /**
     * A budget that would pay.
     *
     * @param needed US dollars that have to be left in it for the first attempt; empty if there is no bound, so that it would
     *     be refused
     */
    public record Payer(Standing standing, Optional<BigDecimal> needed) {

        /** Whether the call would be let through now. */
        public boolean fits() {
            return needed.filter(most -> most.compareTo(standing.left()) <= 0).isPresent();
        }
    }

    /**
     * A target.
     *
     * @param tokens of the input, as the target's model counts them
     * @param window the most that it reads, where that is known
     * @param lacks why it can't answer such a request; empty if it can
     * @param bound the most that an attempt there costs
     */
    public record Stop(
            String provider, String model, TokenTally tokens, OptionalInt window, Optional<String> lacks, Bound bound) {

        /** Whether the input leaves room in the window; empty where that is not known. */
        public Optional<Boolean> fits() {
            return window.isPresent() ? Optional.of(tokens.input() < window.getAsInt()) : Optional.empty();
        }

        boolean canAnswer() {
            return lacks.isEmpty() && fits().orElse(true);
        }
    }
}
