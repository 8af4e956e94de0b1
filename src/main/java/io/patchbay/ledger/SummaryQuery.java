package io.patchbay.ledger;

import io.patchbay.ledger.UsageSummary.By;
import java.time.ZoneId;
import java.util.List;

/**
 * Which calls to count, and by what.
 *
 * @param by one or two, not twice the same, and one time at most
 * @param zone whose hours, days and months they are
 */
public record SummaryQuery(List<By> by, ZoneId zone, UsageFilter filter) {

    /** @throws IllegalArgumentException if that is not what they are grouped by */
    public SummaryQuery {
        by = List.copyOf(by);
        if (!isGrouping(by)) {
            throw new IllegalArgumentException("grouped by " + by);
        }
    }

    /** Whether calls can be grouped by these. */
    public static boolean isGrouping(List<By> by) {
        return !by.isEmpty()
                && by.size() <= 2
                && by.stream().distinct().count() == by.size()
                && by.stream().filter(By::isTime).count() <= 1;
    }

    /** Whether no sums know what is asked for. */
    boolean readsCallsAlone() {
        return filter.requestId().isPresent();
    }

    /** Whether it asks for jobs, which dimensions don't know. */
    boolean isOfJobs() {
        return by.contains(By.JOB) || filter.jobId().isPresent();
    }
}
