package io.patchbay.ledger;

import io.patchbay.database.DataDirectory;
import io.patchbay.ledger.LedgerSettings.OnOutage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows that wait on disk for the database. */
@ApplicationScoped
public class Backlog {

    private static final Logger LOG = System.getLogger(Backlog.class.getName());

    private final boolean goesOn;
    private final Optional<Path> directory;
    private final Optional<Spool> spool;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<Instant> oldest = Optional.empty();

    @Inject
    Backlog(LedgerSettings settings) {
        this(settings.onOutage());
    }

    Backlog(OnOutage policy) {
        this.goesOn = policy.goesOn();
        this.directory = policy.directory().or(() -> DataDirectory.find().map(directory -> directory.resolve("spool")));
        this.spool = directory.map(place -> new Spool(place, policy.mostBytes()));
    }

    /**
     * How much there is.
     *
     * @param bytes on disk
     * @param oldest when the first call that waits began
     */
    public record State(long rows, long bytes, Optional<Instant> oldest) {}

    public State state() {
        return new State(
                spool.map(Spool::records).orElse(0L),
                spool.map(Spool::bytes).orElse(0L),
                isEmpty() ? Optional.empty() : oldest);
    }

    /** Whether calls that no budget pays for go on without the database, and their rows have a place. */
    public boolean takesRows() {
        return goesOn() && trouble.isEmpty() && spool.get().hasRoom();
    }

    /** Whether the policy is to go on, and there is a directory for it. */
    boolean goesOn() {
        return goesOn && spool.isPresent();
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return spool.isEmpty() || spool.get().isEmpty();
    }

    /** Takes up what was left by the server before. Does nothing if that was done. */
    void open() {
        if (spool.isPresent() && !spool.get().isOpen()) {
            try {
                spool.get().open();
                trouble = Optional.empty();
                tellOfRowsFound();
            } catch (IOException e) {
                fails("Rows of calls can''t wait in {0} while the database is away: {1}. Such calls are refused.", e);
            }
        }
    }

    private void tellOfRowsFound() throws IOException {
        if (!isEmpty()) {
            first(1);
            LOG.log(Level.INFO, "{0} rows wait in {1} for the database.", state().rows(), directory.orElseThrow());
        }
    }

    private void fails(String what, IOException e) {
        String why = e.toString();
        if (!trouble.equals(Optional.of(why))) {
            trouble = Optional.of(why);
            LOG.log(Level.ERROR, what, directory.orElseThrow(), why);
        }
    }

    /**
     * Puts rows on disk and tells their callers; those of them for which there is room, if it is the policy.
     *
     * @return the entries that are not there
     */
    List<Entry> take(List<Entry> entries) {
        List<Settlement> rows = new ArrayList<>();
        for (Entry entry : goesOn() ? entries : List.<Entry>of()) {
            if (entry instanceof Settlement row && row.mayWaitOnDisk() && !row.isOnDisk()) {
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            append(rows);
        }
        List<Entry> left = new ArrayList<>(entries);
        left.removeIf(Entry::isOnDisk);
        return left;
    }

    private void append(List<Settlement> rows) {
        try {
            boolean first = isEmpty();
            int taken = spool.orElseThrow()
                    .append(rows.stream().map(SpoolCodec::write).toList());
            rows.subList(0, taken).forEach(Entry::waitsOnDisk);
            if (first) {
                oldest = Optional.of(rows.getFirst().settled().call().startedAt());
            }
            if (taken == rows.size()) {
                trouble = Optional.empty();
            } else if (spool.get().isOpen()) {
                fails(
                        "Calls are refused, because {0} has no room for their rows: {1}",
                        new IOException("it is full (patchbay.ledger.spool.max-bytes)"));
            }
        } catch (IOException e) {
            fails("Calls are refused, because their rows can''t be written to {0}: {1}", e);
        }
    }

    /**
     * What was read of the disk.
     *
     * @param row empty if another version of Patchbay wrote it in a way that this one can't read
     */
    record Waiting(byte[] record, Optional<Settlement> row) {

        static Waiting of(byte[] record) {
            try {
                return new Waiting(record, Optional.of(SpoolCodec.read(record)));
            } catch (IOException e) {
                return new Waiting(record, Optional.empty());
            }
        }
    }

    /** Some, from the first on; empty if nothing waits. */
    List<Waiting> first(int most) throws IOException {
        if (isEmpty()) {
            return List.of();
        }
        List<Waiting> first =
                spool.orElseThrow().first(most).stream().map(Waiting::of).toList();
        oldest = first.stream()
                .flatMap(waiting -> waiting.row().stream())
                .findFirst()
                .map(row -> row.settled().call().startedAt());
        return first;
    }

    /** Keeps one that no database takes, for people. */
    void setAside(byte[] record) throws IOException {
        Path file = directory.orElseThrow().resolve("rejected.jsonl");
        LOG.log(Level.ERROR, "A row that waited on disk is not taken by the database; it is kept in {0}.", file);
        Disk.append(file, record);
    }

    /** Finds out whether the disk takes rows again, which no call would while the server is not ready for any. */
    void lookAgain() {
        open();
        if (trouble.isPresent() && spool.isPresent() && spool.get().hasRoom()) {
            try {
                Disk.replace(directory.orElseThrow().resolve("probe"), new byte[1 << 16]);
                trouble = Optional.empty();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "It does not.", e);
            }
        }
    }

    /** The first rows have come to their ends. */
    void arrived(int rows) throws IOException {
        spool.orElseThrow().arrived(rows);
        trouble = Optional.empty();
    }

    void close() throws IOException {
        if (spool.isPresent()) {
            spool.get().close();
        }
    }
}
