package io.patchbay.budget;

/** Knows the budgets that hold at present. Asked for each call, so it answers from memory. */
public interface BudgetSource {
    Assignments<Budget> current();
}
