package io.patchbay.gateway;

import io.patchbay.budget.Standing;
import io.patchbay.call.Allowance;
import java.util.List;

/**
 * What a caller has to ask with, at a moment.
 *
 * @param budgets of its calls, of which a request's models decide which pay
 * @param allowance what its limits a minute leave
 */
record Means(List<Standing> budgets, Allowance allowance) {

    static final Means UNLIMITED = new Means(List.of(), Allowance.UNLIMITED);

    public Means {
        budgets = List.copyOf(budgets);
    }
}
