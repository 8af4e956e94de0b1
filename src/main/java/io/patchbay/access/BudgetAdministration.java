package io.patchbay.access;

import io.patchbay.budget.Budget;
import io.patchbay.budget.Holder;
import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may be done to budgets. They begin to hold here at once, and on other servers within five seconds. */
@ApplicationScoped
public class BudgetAdministration {

    private final Directory directory;
    private final Clock clock;

    @Inject
    BudgetAdministration(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
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
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Roster after = directory.change(roster -> List.of(unit(wish, roster, now)));
        return after.all(BudgetUnit.class).getLast();
    }

    /** Their numbers go up, for none is ever taken away. */
    private static BudgetUnit unit(NewBudget wish, Roster roster, Instant now) {
        Optional<VirtualKey> key = wish.key().map(id -> key(wish, id, roster));
        wish.tenant().ifPresent(tenant -> {
            if (roster.tenant(tenant).isEmpty()) {
                throw Declined.invalid("tenant", tenant, "the id of a tenant that there is");
            }
        });
        wish.team().ifPresent(team -> {
            if (wish.tenant().flatMap(tenant -> roster.team(tenant, team)).isEmpty()) {
                throw Declined.invalid("team", team, "the id of a team of the tenant's");
            }
        });
        long id = 1
                + roster.all(BudgetUnit.class).stream()
                        .mapToLong(unit -> unit.budget().id())
                        .max()
                        .orElse(0);
        Holder holder = new Holder(
                wish.tenant(), wish.team(), key.stream().map(VirtualKey::id).collect(Collectors.toSet()));
        Budget budget = new Budget(id, holder, wish.models(), wish.period(), wish.zone(), wish.amount(), wish.soft());
        return new BudgetUnit(budget, key.map(VirtualKey::id), key.flatMap(VirtualKey::team), true, now, 1);
    }

    private static VirtualKey key(NewBudget wish, String id, Roster roster) {
        VirtualKey key = roster.key(id)
                .filter(known -> wish.tenant().equals(Optional.of(known.tenant())))
                .orElseThrow(() -> Declined.invalid("key", id, "the id of a key of the tenant's"));
        return roster.first(key);
    }

    /** @throws Declined if it is not there, or not in that version */
    public BudgetUnit change(String id, Edit edit, Caller by) {
        Roster after = directory.change(roster -> {
            BudgetUnit old = find(roster, id, by);
            if (edit.version().filter(wanted -> wanted != old.version()).isPresent()) {
                throw Declined.outdated(old.version());
            }
            Budget changed = old.budget()
                    .with(
                            edit.amount().orElse(old.budget().amount()),
                            edit.soft().orElse(old.budget().soft()));
            return List.of(old.with(changed, edit.active().orElse(old.active())));
        });
        return find(after, id, by);
    }

    /** What somebody may see, by their numbers. */
    public List<BudgetUnit> all(Caller reader) {
        return directory.upToDate().all(BudgetUnit.class).stream()
                .filter(unit -> unit.isFor(reader))
                .toList();
    }

    /** @throws Declined if it is not there for this reader */
    public BudgetUnit find(String id, Caller reader) {
        return find(directory.upToDate(), id, reader);
    }

    private static BudgetUnit find(Roster roster, String id, Caller reader) {
        return number(id)
                .flatMap(number -> roster.find(BudgetUnit.class, BudgetUnit.ref(number)))
                .filter(unit -> unit.isFor(reader))
                .orElseThrow(Declined::notFound);
    }

    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.parseLong(id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
