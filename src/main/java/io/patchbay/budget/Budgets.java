package io.patchbay.budget;

import io.patchbay.call.Caller;
import java.util.List;

/** All budgets that hold at a moment. */
public record Budgets(List<Budget> all) {

    public static final Budgets NONE = new Budgets(List.of());

    public Budgets {
        all = List.copyOf(all);
    }

    /** Those that the caller's calls are paid from; each holds for itself, and a call has to fit all. */
    public List<Budget> of(Caller caller) {
        return all.isEmpty()
                ? List.of()
                : all.stream().filter(budget -> budget.isOf(caller)).toList();
    }
}
