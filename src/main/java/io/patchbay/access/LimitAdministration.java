package io.patchbay.access;

import io.patchbay.budget.Limit;
import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What may be done to limits a minute. They begin to hold here at once, and on other servers within five seconds. */
@ApplicationScoped
public class LimitAdministration {

    private final Changes changes;

    @Inject
    LimitAdministration(Changes changes) {
        this.changes = changes;
    }

    /**
     * How much may be asked for.
     *
     * @param requests calls a minute; empty for any number
     * @param tokens likewise
     */
    public record Rates(OptionalLong requests, OptionalLong tokens) {}

    /**
     * What is to become of a limit.
     *
     * @param rates empty for those that it has
     * @param version the one that is to be changed; empty for whichever there is
     */
    public record Edit(Optional<Rates> rates, Optional<Boolean> active, Optional<Long> version) {}

    /**
     * @param models ids, or beginnings with a {@code *} behind; all if there are none
     * @throws Declined if there is no such tenant, team or key
     */
    public LimitUnit add(Whose wished, List<String> models, Rates rates) {
        Instant now = changes.now();
        Roster after = changes.apply(roster -> {
            Whose whose = wished.requireIn(roster);
            long id = Numbers.next(roster.all(LimitUnit.class).stream()
                    .mapToLong(unit -> unit.limit().id()));
            Limit limit = new Limit(id, whose.holder(), models, rates.requests(), rates.tokens());
            return List.of(new LimitUnit(limit, whose, true, now, 1));
        });
        return after.all(LimitUnit.class).getLast();
    }

    /** @throws Declined if it is not there, or not in that version */
    public LimitUnit change(String id, Edit edit, Caller by) {
        return changes.change(LimitUnit.class, Numbers.ref(id), edit.version(), by, old -> {
            Limit limit = old.limit();
            Rates rates = edit.rates().orElseGet(() -> new Rates(limit.requests(), limit.tokens()));
            Limit changed = new Limit(limit.id(), limit.holder(), limit.models(), rates.requests(), rates.tokens());
            return old.with(changed, edit.active().orElse(old.active()));
        });
    }

    /** What somebody may see, by their numbers. */
    public List<LimitUnit> all(Caller reader) {
        return changes.all(LimitUnit.class, reader);
    }

    /** @throws Declined if it is not there for this reader */
    public LimitUnit find(String id, Caller reader) {
        return changes.find(LimitUnit.class, Numbers.ref(id), reader);
    }
}
