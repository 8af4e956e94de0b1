package io.patchbay.ledger;

import io.patchbay.budget.Budget;
import java.time.Instant;

/**
 * So much of a budget is spent, for the first time in a period.
 *
 * @param percent as the budget names it
 * @param period when it began
 */
public record Threshold(Budget budget, int percent, Instant period) {}
