package io.patchbay.access;

import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and changes the directory for somebody. Whatever a caller may not see is to it as if it were not there. Each change is judged by what the database
 * has at that moment.
 *
 * <p>All throw {@link io.patchbay.call.CallFailed} with {@link io.patchbay.call.Failure.LedgerUnavailable} if the database
 * does not answer.
 */
@ApplicationScoped
class Changes {

    private final Directory directory;
    private final Clock clock;

    @Inject
    Changes(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** What somebody may see of a kind, by {@link Unit#ref}. */
    <T extends Unit> List<T> all(Class<T> kind, Caller reader) {
        return directory.upToDate().all(kind).stream()
                .filter(unit -> unit.isFor(reader))
                .toList();
    }

    /** @throws Declined if it is not there for this reader */
    <T extends Unit> T find(Class<T> kind, String ref, Caller reader) {
        return seen(directory.upToDate(), kind, ref, reader);
    }

    static <T extends Unit> T seen(Roster roster, Class<T> kind, String ref, Caller reader) {
        return roster.find(kind, ref).filter(unit -> unit.isFor(reader)).orElseThrow(Declined::notFound);
    }

    /**
     * Changes one.
     *
     * @param version the one that is to be changed; empty for whichever there is
     * @throws Declined if it is not there, or not in that version
     */
    <T extends Unit> T change(Class<T> kind, String ref, Optional<Long> version, Caller by, Function<T, T> edit) {
        Roster after = directory.change(roster -> {
            T old = seen(roster, kind, ref, by);
            requireVersion(old, version);
            return List.of(edit.apply(old));
        });
        return seen(after, kind, ref, by);
    }

    static void requireVersion(Unit unit, Optional<Long> version) {
        if (version.isPresent() && version.get() != unit.version()) {
            throw Declined.outdated(unit.version());
        }
    }

    /** @see Directory#change */
    Roster apply(Function<Roster, List<? extends Unit>> edit) {
        return directory.change(edit);
    }

    /** As finely as a database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
