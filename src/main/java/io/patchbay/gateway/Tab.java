package io.patchbay.gateway;

import io.patchbay.budget.Budget;
import io.patchbay.budget.Ceiling;
import io.patchbay.call.Attempt;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.chat.Usage;
import io.patchbay.provider.Target;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the tries at a target can cost and have cost, where a budget pays for them. One of which it is not known what it used
 * counts with the most that it could. Several threads may look at it.
 */
final class Tab {

    private static final Logger LOG = System.getLogger(Tab.class.getName());

    private final Target target;
    private final List<Budget> payers;
    private final BigDecimal most;
    private int running;
    private BigDecimal spent = BigDecimal.ZERO;

    Tab(Target target, List<Budget> payers, Ceiling ceiling) {
        this.target = target;
        this.payers = payers;
        this.most = ceiling.cost();
    }

    List<Budget> payers() {
        return payers;
    }

    /** The most that one try costs. */
    BigDecimal most() {
        return most;
    }

    /** A try is about to be made. */
    synchronized void begins() {
        running++;
    }

    synchronized void ended(Attempt attempt) {
        running--;
        spent = spent.add(charge(attempt));
    }

    /** No further try comes; one that was about to be made was not. */
    synchronized void close() {
        running = 0;
    }

    /** With the most for those that are under way. */
    synchronized BigDecimal used() {
        return spent.add(most.multiply(BigDecimal.valueOf(running)));
    }

    private BigDecimal charge(Attempt attempt) {
        if (attempt.failure().filter(failure -> isFree(failure, attempt)).isPresent()) {
            return BigDecimal.ZERO;
        }
        Optional<Usage> known =
                attempt.usage().filter(usage -> attempt.failure().isEmpty() && !usage.estimated());
        Optional<Price> price = target.model().flatMap(model -> model.price(Prices.day(attempt.startedAt())));
        if (known.isEmpty() || price.isEmpty()) {
            return most;
        }
        BigDecimal cost = price.get().costOf(known.get());
        if (cost.compareTo(most) > 0) {
            LOG.log(
                    Level.ERROR,
                    () ->
                            "A try at %s cost %s US dollars, and the most that it could was thought to be %s; its budgets bear it."
                                    .formatted(target, cost, most));
        }
        return cost;
    }

    /** Whether nothing was sent, or it was turned down before anything was written. */
    private static boolean isFree(Failure failure, Attempt attempt) {
        return attempt.usage().isEmpty()
                && switch (failure) {
                    case Failure.Throttled ignored -> true;
                    case Failure.Unavailable unavailable -> unavailable.reach() != Reach.CONNECTION;
                    case Failure.TimedOut timedOut -> timedOut.clock() == Failure.Clock.CONNECT;
                    case Failure.ContextTooLong ignored -> true;
                    case Failure.ContentFiltered ignored -> true;
                    case Failure.Unauthenticated ignored -> true;
                    case Failure.ModelNotFound ignored -> true;
                    case Failure.Unsupported ignored -> true;
                    case Failure.Rejected ignored -> true;
                    case Failure.Overloaded ignored -> true;
                    case Failure.NoTarget ignored -> true;
                    default -> false;
                };
    }
}
