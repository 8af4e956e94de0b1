package io.patchbay.ledger;

import io.patchbay.budget.Budget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A line in the log when a budget comes to one of its thresholds. */
@ApplicationScoped
class ThresholdLog {

    private static final Logger LOG = System.getLogger(ThresholdLog.class.getName());

    void note(@Observes Threshold passed) {
        Budget budget = passed.budget();
        LOG.log(
                Level.WARNING,
                () -> "%d %% of the budget %d of %s are spent (%s US dollars %s, since %s)."
                        .formatted(
                                passed.percent(),
                                budget.id(),
                                budget.holder().described(),
                                budget.amount().stripTrailingZeros().toPlainString(),
                                budget.period().described(),
                                passed.period()));
    }
}
