package io.patchbay.ledger;

import java.util.Optional;

/**
 * A page of calls, newest first.
 *
 * @param limit items of the page, {@value #LEAST} to {@value #MOST}
 * @param next what the page before gave as its {@code next}; empty for the first
 */
public record UsageQuery(UsageFilter filter, int limit, Optional<String> next) {

    public static final int LEAST = 1;
    public static final int MOST = 1_000;
    public static final int USUAL = 100;

    /** @throws IllegalArgumentException if the limit or the cursor is not one */
    public UsageQuery {
        if (limit < LEAST || limit > MOST) {
            throw new IllegalArgumentException("limit is " + limit);
        }
        if (next.isPresent() && !isCursor(next.get())) {
            throw new IllegalArgumentException("next is no cursor");
        }
    }

    /** Whether a page could have given this for the page after it. */
    public static boolean isCursor(String text) {
        return UsageCursor.parse(text).isPresent();
    }

    /** When a call {@code u} of the page has to have begun. */
    Conditions bounds() {
        Optional<UsageCursor> after = cursor();
        // The first condition says nothing more than the second, but gives the index on started_at its start.
        return filter.ofTime()
                .and("u.started_at <= :after", "after", after.map(UsageCursor::startedAt))
                .and("(u.started_at < :after or u.id < :afterId)", "afterId", after.map(UsageCursor::id));
    }

    private Optional<UsageCursor> cursor() {
        return next.flatMap(UsageCursor::parse);
    }
}
