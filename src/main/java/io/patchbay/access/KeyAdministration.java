package io.patchbay.access;

import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be done to virtual keys, and by whom. */
@ApplicationScoped
public class KeyAdministration {

    private final Changes changes;
    private final VirtualKeys keys;

    @Inject
    KeyAdministration(Changes changes, VirtualKeys keys) {
        this.changes = changes;
        this.keys = keys;
    }

    /** A key and, this once, what its holder has to send. */
    public record Made(VirtualKey key, String text) {
        @Override
        public String toString() {
            return key.id();
        }
    }

    /** @see Changes#all */
    public List<VirtualKey> all(Caller reader) {
        return changes.all(VirtualKey.class, reader);
    }

    /** @throws Declined if it is not there for this reader */
    public VirtualKey find(String id, Caller reader) {
        return changes.find(VirtualKey.class, id, reader);
    }

    /** In which state a key is now. */
    public VirtualKey.State stateOf(VirtualKey key) {
        return key.state(changes.now());
    }

    /** @throws Declined if it can't be, or is more than its maker has itself */
    public Made make(NewKey wish, Caller by) {
        VirtualKeys.Fresh fresh = keys.make();
        String newId = keys.id();
        Roster after = changes.apply(roster -> {
            VirtualKey key = Maker.of(by, roster).key(wish, newId, fresh.secret(), changes.now());
            requirePlace(roster, key);
            return List.of(key);
        });
        return new Made(after.key(newId).orElseThrow(), fresh.key());
    }

    private static void requirePlace(Roster roster, VirtualKey key) {
        roster.requireTenant(key.tenant());
        key.team().ifPresent(team -> roster.requireTeam(key.tenant(), team));
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
    public Made rotate(String id, Duration overlap, Optional<Long> version, Caller by) {
        VirtualKeys.Fresh fresh = keys.make();
        String newId = keys.id();
        Roster after = changes.apply(roster -> {
            VirtualKey old = Changes.seen(roster, VirtualKey.class, id, by);
            Changes.requireVersion(old, version);
            Instant now = changes.now();
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
    public void revoke(String id, Optional<Long> version, Caller by) {
        changes.apply(roster -> {
            VirtualKey old = Changes.seen(roster, VirtualKey.class, id, by);
            Changes.requireVersion(old, version);
            return old.revokedAt().isPresent() ? List.of() : List.of(old.revokedAt(changes.now()));
        });
    }
}
