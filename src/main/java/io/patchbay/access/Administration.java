package io.patchbay.access;

import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What may be done to tenants, teams and applications, and by whom. */
@ApplicationScoped
public class Administration {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String RIGHT_ID =
            "1 to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit, such as acme";

    private final Changes changes;

    @Inject
    Administration(Changes changes) {
        this.changes = changes;
    }

    /** @see Changes#all */
    public <T extends Named<T>> List<T> all(Class<T> kind, Caller reader) {
        return changes.all(kind, reader);
    }

    /** @throws Declined if it is not there for this reader */
    public <T extends Named<T>> T find(Class<T> kind, String ref, Caller reader) {
        return changes.find(kind, ref, reader);
    }

    /** @throws Declined if the id is none, or taken */
    public Tenant addTenant(String id, String name) {
        return add(new Tenant(requireId("id", id), name, true, changes.now(), 1), roster -> {});
    }

    /** @throws Declined if the id is none, or taken, or there is no such tenant */
    public Team addTeam(String tenant, String id, String name) {
        return add(
                new Team(tenant, requireId("id", id), name, true, changes.now(), 1),
                roster -> roster.requireTenant(tenant));
    }

    /** @throws Declined if the id is none, or taken, or there is no such tenant or team */
    public Application addApplication(String tenant, String id, Optional<String> team, String name) {
        return add(new Application(tenant, requireId("id", id), team, name, true, changes.now(), 1), roster -> {
            roster.requireTenant(tenant);
            team.ifPresent(word -> roster.requireTeam(tenant, word));
        });
    }

    private <T extends Unit> T add(T unit, Consumer<Roster> check) {
        changes.apply(roster -> {
            check.accept(roster);
            if (roster.find(unit.getClass(), unit.ref()).isPresent()) {
                throw Declined.conflict(
                        "already_exists",
                        "There is a %s '%s' already."
                                .formatted(unit.getClass().getSimpleName().toLowerCase(Locale.ROOT), unit.ref()));
            }
            return List.of(unit);
        });
        return unit;
    }

    private static String requireId(String field, String id) {
        if (!ID.matcher(id).matches()) {
            throw Declined.invalid(field, id, RIGHT_ID);
        }
        return id;
    }

    /**
     * What is to become of a tenant, a team or an application.
     *
     * @param version the one that is to be changed; empty for whichever there is
     */
    public record Edit(Optional<String> name, Optional<Boolean> active, Optional<Long> version) {}

    /** @throws Declined if it is not there, or not in that version */
    public <T extends Named<T>> T change(Class<T> kind, String ref, Edit edit, Caller by) {
        return changes.change(kind, ref, edit.version(), by, old -> old.edited(edit.name(), edit.active()));
    }
}
