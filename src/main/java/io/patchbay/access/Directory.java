package io.patchbay.access;

import io.patchbay.budget.Assignments;
import io.patchbay.budget.Budget;
import io.patchbay.budget.BudgetSource;
import io.patchbay.budget.Limit;
import io.patchbay.budget.LimitSource;
import io.patchbay.budget.RateLimit;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Caller;
import io.patchbay.call.Failure;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who there is, in memory: a request is never kept waiting by the database. What is changed here is known here at once, and
 * elsewhere as soon as the version is looked at again.
 */
@ApplicationScoped
class Directory implements BudgetSource, LimitSource {

    private static final Logger LOG = System.getLogger(Directory.class.getName());
    private static final Duration LOOKS = Duration.ofSeconds(2);
    private static final Duration LAST_LOOK = Duration.ofSeconds(6);
    private static final Duration CONFIRMATIONS = Duration.ofMinutes(1);

    private final DirectoryStore store;
    private final DirectoryFile file;
    private final DirectorySettings settings;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);

    private volatile @Nullable Known known;
    private Instant confirmed = Instant.MIN;
    private boolean away;

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable Thread watch;

    /** @param at when it was right */
    private record Known(Roster roster, Instant at) {}

    @Inject
    Directory(DirectoryStore store, DirectoryFile file, AccessSettings settings, Clock clock) {
        this(store, file, settings.directory(), clock);
    }

    Directory(DirectoryStore store, DirectoryFile file, DirectorySettings settings, InstantSource clock) {
        this.store = store;
        this.file = file;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks by itself the first time: a managed thread does not run before the application has started. */
    void start(@Observes @Priority(2) @Initialized(ApplicationScoped.class) Object application) {
        remember();
        look();
        Thread thread = threads.newThread(this::lookRound);
        thread.setName("directory-watch");
        thread.start();
        watch = thread;
    }

    /** Without an interrupt, which within a transaction could damage an H2 file. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ending) throws InterruptedException {
        closing.countDown();
        Thread watching = watch;
        if (watching != null) {
            watching.join(LAST_LOOK);
        }
    }

    private void lookRound() {
        try {
            while (!closing.await(LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            // The server wants its thread back.
        }
    }

    /** Takes up what was known before the server ended. */
    void remember() {
        file.read().ifPresent(found -> known = new Known(found.roster(), found.at()));
        tellOfPeppers();
    }

    /** Finds out whether there is something new. */
    void look() {
        try {
            refresh();
            if (away) {
                away = false;
                LOG.log(Level.INFO, "The directory of keys can be read again.");
            }
        } catch (SQLException | RuntimeException e) {
            if (!away) {
                away = true;
                LOG.log(
                        Level.WARNING,
                        "The directory of keys can''t be read: {0}. The database''s keys are taken for {1} after {2} (patchbay.access.cache-age).",
                        e.toString().lines().findFirst().orElse(""),
                        settings.cacheAge(),
                        since().map(Instant::toString).orElse("a time at which they were known"));
            }
        }
    }

    private synchronized Roster refresh() throws SQLException {
        Instant now = clock.instant();
        Known held = known;
        if (held == null || confirmed.equals(Instant.MIN) || held.roster().version() != store.version()) {
            take(store.read(), now);
        } else {
            known = new Known(held.roster(), now);
            confirm(now);
        }
        return roster();
    }

    private void take(Roster roster, Instant now) {
        known = new Known(roster, now);
        confirmed = now;
        file.write(roster, now);
        tellOfPeppers();
    }

    private void confirm(Instant now) {
        if (!confirmed.plus(CONFIRMATIONS).isAfter(now)) {
            confirmed = now;
            file.confirm(now);
        }
    }

    private void tellOfPeppers() {
        long lost = roster().all(VirtualKey.class).stream()
                .filter(key -> key.state(clock.instant()) == VirtualKey.State.ACTIVE)
                .filter(key -> !settings.peppers().has(key.secret().pepper()))
                .count();
        if (lost > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} virtual keys were made with a pepper that is not set here, and get 503: set patchbay.access.pepper"
                            + " (PATCHBAY_PEPPER), or patchbay.access.peppers.<name> for an older one, to what it was.",
                    lost);
        }
    }

    /** When what is held was right the last time; empty if nothing ever was. */
    Optional<Instant> since() {
        return Optional.ofNullable(known).map(Known::at);
    }

    /** All that is known, however old. */
    Roster roster() {
        Known held = known;
        return held == null ? Roster.EMPTY : held.roster();
    }

    @Override
    public Assignments<Budget> current() {
        return roster().budgets();
    }

    @Override
    public List<RateLimit> of(Caller caller, Supplier<? extends Collection<String>> names) {
        Roster roster = roster();
        Stream<RateLimit> own = caller.key().flatMap(roster::limitOf).stream();
        List<Limit> shared = roster.limits().of(caller);
        if (shared.isEmpty()) {
            return own.toList();
        }
        Collection<String> known = names.get();
        return Stream.concat(
                        own, shared.stream().filter(limit -> limit.isFor(known)).map(Limit::rate))
                .toList();
    }

    /** All that is known, if that is not too old to open doors. */
    Optional<Roster> fresh() {
        Known held = known;
        return held == null || held.at().plus(settings.cacheAge()).isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(held.roster());
    }

    /**
     * Whether everybody has to say who they are: somebody was given a key to run the server with. It stays so when that key
     * ends, and where nothing is known.
     */
    boolean guarded() {
        Known held = known;
        return held == null ? settings.peppers().any() : held.roster().hasOperatorsKey();
    }

    /**
     * All as the database has it now.
     *
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if it does not answer
     */
    Roster upToDate() {
        return asking(this::refresh);
    }

    /**
     * @see DirectoryStore#change
     * @throws CallFailed with {@link Failure.LedgerUnavailable} if the database does not answer
     */
    Roster change(Function<Roster, List<? extends Unit>> edit) {
        return asking(() -> changed(edit));
    }

    private synchronized Roster changed(Function<Roster, List<? extends Unit>> edit) throws SQLException {
        Roster roster = store.change(edit);
        take(roster, clock.instant());
        return roster;
    }

    private interface Asking {
        Roster ask() throws SQLException;
    }

    private static Roster asking(Asking asking) {
        try {
            return asking.ask();
        } catch (CallFailed | Declined e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "The directory of keys could not be asked", e);
            throw CallFailed.of(new Failure.LedgerUnavailable("the database of tenants and keys does not answer"));
        }
    }
}
