package io.patchbay.ledger;

import io.patchbay.ledger.Cover.Move;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A part of what a summary reads: rows {@code u} of one table, and where they belong.
 *
 * @param kind of its rows
 * @param job of a row
 * @param own conditions
 * @param moves from each of these instants on, until the next
 */
record SummarySource(String table, Kind kind, String job, Conditions own, NavigableMap<Instant, Move> moves) {

    /** Of rows that have no job; as it stands, H2 would take it for a character. */
    static final String NO_JOB = "cast('' as varchar(128))";

    enum Kind {
        SUMS("u.start_at", "u.start_at"),
        CALLS("u.started_at", "floor(extract(epoch from u.started_at) / 900)");

        private final String time;
        private final String rowTime;

        Kind(String time, String rowTime) {
            this.time = time;
            this.rowTime = rowTime;
        }

        /** When a row was. */
        String time() {
            return time;
        }

        /** The time of sums, or the quarter of an hour of calls: what has it in common belongs together. */
        String rowTime() {
            return rowTime;
        }
    }

    boolean hasJobs() {
        return !job.equals(NO_JOB);
    }

    /** Where what was at that time belongs; nowhere if nobody asked for it. */
    Move move(Instant at) {
        var found = moves.floorEntry(at);
        return found == null ? new Move(Optional.empty(), Optional.empty()) : found.getValue();
    }
}
