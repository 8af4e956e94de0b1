package io.patchbay.access;

import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What may be done to the directory, and by whom. Whatever a caller may not see is to it as if it were not there. Each change is judged by what the database
 * has at that moment.
 */
@ApplicationScoped
public class Administration {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String RIGHT_ID =
            "1 to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit, such as acme";

    private final Directory directory;
    private final VirtualKeys keys;
    private final Clock clock;

    @Inject
    Administration(Directory directory, VirtualKeys keys, Clock clock) {
        this.directory = directory;
        this.keys = keys;
        this.clock = clock;
    }

    /** A key and, this once, what its holder has to send. */
    public record Made(VirtualKey key, String text) {
        @Override
        public String toString() {
            return key.id();
        }
    }

    /**
     * What somebody may see of a kind, by {@link Unit#ref}.
     *
     * @throws io.patchbay.call.CallFailed with {@link io.patchbay.call.Failure.LedgerUnavailable} if the database does not
     *     answer, as all that follows
     */
    public <T extends Unit> List<T> all(Class<T> kind, Caller reader) {
        return directory.upToDate().all(kind).stream()
                .filter(unit -> unit.isFor(reader))
                .toList();
    }

    /** @throws Declined if it is not there for this reader */
    public <T extends Unit> T find(Class<T> kind, String ref, Caller reader) {
        return seen(directory.upToDate(), kind, ref, reader);
    }

    private static <T extends Unit> T seen(Roster roster, Class<T> kind, String ref, Caller reader) {
        return roster.find(kind, ref).filter(unit -> unit.isFor(reader)).orElseThrow(Declined::notFound);
    }

    /** @throws Declined if the id is none, or taken */
    public Tenant addTenant(String id, String name) {
        return add(new Tenant(requireId("id", id), name, true, now(), 1), roster -> {});
    }

    /** @throws Declined if the id is none, or taken, or there is no such tenant */
    public Team addTeam(String tenant, String id, String name) {
        return add(
                new Team(tenant, requireId("id", id), name, true, now(), 1), roster -> requireTenant(roster, tenant));
    }

    /** @throws Declined if the id is none, or taken, or there is no such tenant or team */
    public Application addApplication(String tenant, String id, Optional<String> team, String name) {
        return add(new Application(tenant, requireId("id", id), team, name, true, now(), 1), roster -> {
            requireTenant(roster, tenant);
            team.ifPresent(word -> requireTeam(roster, tenant, word));
        });
    }

    private interface Check {
        void on(Roster roster);
    }

    private <T extends Unit> T add(T unit, Check check) {
        directory.change(roster -> {
            check.on(roster);
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

    private static void requireTenant(Roster roster, String tenant) {
        if (roster.tenant(tenant).isEmpty()) {
            throw Declined.invalid("tenant", tenant, "the id of a tenant that there is");
        }
    }

    private static void requireTeam(Roster roster, String tenant, String team) {
        if (roster.team(tenant, team).isEmpty()) {
            throw Declined.invalid("team", team, "the id of a team of the tenant's");
        }
    }

    /**
     * What is to become of a tenant, a team or an application.
     *
     * @param version the one that is to be changed; empty for whichever there is
     */
    public record Edit(Optional<String> name, Optional<Boolean> active, Optional<Long> version) {}

    /** @throws Declined if it is not there, or not in that version */
    public Tenant changeTenant(String id, Edit edit, Caller by) {
        return change(
                Tenant.class,
                id,
                edit.version(),
                by,
                old -> new Tenant(
                        old.id(),
                        edit.name().orElse(old.name()),
                        edit.active().orElse(old.active()),
                        old.createdAt(),
                        old.version() + 1));
    }

    /** @see #changeTenant */
    public Team changeTeam(String ref, Edit edit, Caller by) {
        return change(
                Team.class,
                ref,
                edit.version(),
                by,
                old -> new Team(
                        old.tenant(),
                        old.id(),
                        edit.name().orElse(old.name()),
                        edit.active().orElse(old.active()),
                        old.createdAt(),
                        old.version() + 1));
    }

    /** @see #changeTenant */
    public Application changeApplication(String ref, Edit edit, Caller by) {
        return change(
                Application.class,
                ref,
                edit.version(),
                by,
                old -> new Application(
                        old.tenant(),
                        old.id(),
                        old.team(),
                        edit.name().orElse(old.name()),
                        edit.active().orElse(old.active()),
                        old.createdAt(),
                        old.version() + 1));
    }

    private <T extends Unit> T change(
            Class<T> kind, String ref, Optional<Long> version, Caller by, Function<T, T> edit) {
        Roster after = directory.change(roster -> {
            T old = seen(roster, kind, ref, by);
            requireVersion(old, version);
            return List.of(edit.apply(old));
        });
        return seen(after, kind, ref, by);
    }

    private static void requireVersion(Unit unit, Optional<Long> version) {
        if (version.isPresent() && version.get() != unit.version()) {
            throw Declined.outdated(unit.version());
        }
    }

    /** @throws Declined if it can't be, or is more than its maker has itself */
    public Made makeKey(NewKey wish, Caller by) {
        VirtualKeys.Fresh fresh = keys.make();
        String newId = keys.id();
        Roster after = directory.change(roster -> {
            VirtualKey key = Maker.of(by, roster).key(wish, newId, fresh.secret(), now());
            requirePlace(roster, key);
            return List.of(key);
        });
        return new Made(after.key(newId).orElseThrow(), fresh.key());
    }

    private static void requirePlace(Roster roster, VirtualKey key) {
        requireTenant(roster, key.tenant());
        key.team().ifPresent(team -> requireTeam(roster, key.tenant(), team));
        key.application().ifPresent(id -> {
            Optional<Application> application = roster.application(key.tenant(), id);
            if (application.isEmpty()
                    || application.get().team().isPresent()
                            && !application.get().team().equals(key.team())) {
                throw Declined.invalid(
                        "application",
                        id,
                        "the id of an application of the tenant's, and of the key's team if it is a team's");
            }
        });
    }

    /**
     * Puts a new key in the place of another, which is good for a while longer.
     *
     * @param overlap for how long
     * @throws Declined if it is not there, opens nothing any more, was replaced already, or could do more than its maker
     */
    public Made rotateKey(String id, Duration overlap, Optional<Long> version, Caller by) {
        VirtualKeys.Fresh fresh = keys.make();
        String newId = keys.id();
        Roster after = directory.change(roster -> {
            VirtualKey old = seen(roster, VirtualKey.class, id, by);
            requireVersion(old, version);
            Instant now = now();
            if (old.state(now) != VirtualKey.State.ACTIVE) {
                throw Declined.conflict("key_not_active", "The key has expired or was revoked; make a new one.");
            }
            if (roster.all(VirtualKey.class).stream()
                    .anyMatch(key -> key.replaces().equals(Optional.of(id)))) {
                throw Declined.conflict(
                        "already_replaced", "The key was replaced already; rotate the one that replaces it.");
            }
            Maker.of(by, roster).requireOwn(old);
            return List.of(old.endingAt(now.plus(overlap)), old.successor(newId, fresh.secret(), now, by.name()));
        });
        return new Made(after.key(newId).orElseThrow(), fresh.key());
    }

    /** The key opens nothing from now on. Does nothing if it was revoked before. */
    public void revokeKey(String id, Optional<Long> version, Caller by) {
        directory.change(roster -> {
            VirtualKey old = seen(roster, VirtualKey.class, id, by);
            requireVersion(old, version);
            return old.revokedAt().isPresent() ? List.of() : List.of(old.revokedAt(now()));
        });
    }

    /** In which state a key is now. */
    public VirtualKey.State stateOf(VirtualKey key) {
        return key.state(clock.instant());
    }

    /** As finely as a database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
