package io.patchbay.access;

import io.patchbay.budget.Budget;
import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be done to budgets. They begin to hold here at once, and on other servers within five seconds. */
@ApplicationScoped
public class BudgetAdministration {

    private final Changes changes;

    @Inject
    BudgetAdministration(Changes changes) {
        this.changes = changes;
    }

    /**
     * What is to become of a budget; what it has borne so far stays.
     *
     * @param version the one that is to be changed; empty for whichever there is
     */
    public record Edit(
            Optional<BigDecimal> amount,
            Optional<List<Integer>> soft,
            Optional<Boolean> active,
            Optional<Long> version) {}

    /** @throws Declined if there is no such tenant, team or key */
    public BudgetUnit add(NewBudget wish) {
        Instant now = changes.now();
        Roster after = changes.apply(roster -> List.of(unit(wish, roster, now)));
        return after.all(BudgetUnit.class).getLast();
    }

    private static BudgetUnit unit(NewBudget wish, Roster roster, Instant now) {
        Whose whose = wish.whose().requireIn(roster);
        long id = Numbers.next(roster.all(BudgetUnit.class).stream()
                .mapToLong(unit -> unit.budget().id()));
        Budget budget =
                new Budget(id, whose.holder(), wish.models(), wish.period(), wish.zone(), wish.amount(), wish.soft());
        return new BudgetUnit(budget, whose, true, now, 1);
    }

    /** @throws Declined if it is not there, or not in that version */
    public BudgetUnit change(String id, Edit edit, Caller by) {
        return changes.change(BudgetUnit.class, Numbers.ref(id), edit.version(), by, old -> {
            Budget changed = old.budget()
                    .with(
                            edit.amount().orElse(old.budget().amount()),
                            edit.soft().orElse(old.budget().soft()));
            return old.with(changed, edit.active().orElse(old.active()));
        });
    }

    /** What somebody may see, by their numbers. */
    public List<BudgetUnit> all(Caller reader) {
        return changes.all(BudgetUnit.class, reader);
    }

    /** @throws Declined if it is not there for this reader */
    public BudgetUnit find(String id, Caller reader) {
        return changes.find(BudgetUnit.class, Numbers.ref(id), reader);
    }
}
