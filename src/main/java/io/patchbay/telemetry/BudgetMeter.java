package io.patchbay.telemetry;

import io.patchbay.budget.Holder;
import io.patchbay.ledger.Threshold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the thresholds that budgets pass: {@code patchbay_budget_threshold_total} in {@code /metrics}. */
@ApplicationScoped
class BudgetMeter {

    private static final String NAME = "patchbay.budget.threshold";

    private final MetricRegistry metrics;

    @Inject
    BudgetMeter(MetricRegistry metrics) {
        this.metrics = metrics;
    }

    void note(@Observes Threshold passed) {
        Holder holder = passed.budget().holder();
        metrics.counter(
                        NAME,
                        new Tag("budget", Long.toString(passed.budget().id())),
                        new Tag("tenant", holder.tenant().orElse("")),
                        new Tag("percent", Integer.toString(passed.percent())))
                .inc();
    }
}
