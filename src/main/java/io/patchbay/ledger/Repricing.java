package io.patchbay.ledger;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Prices calls again, page by page, each in a transaction of its own. Nothing is written. */
@ApplicationScoped
public class Repricing {

    /** A million calls. */
    private static final int PAGES = 1_000;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final UsageReader reader;
    private final Keeping keeping;
    private final InstantSource clock;
    private final int pages;

    @Inject
    Repricing(UsageReader reader, Keeping keeping, Clock clock) {
        this(reader, keeping, clock, PAGES);
    }

    /** @param pages that are read at most, of {@value UsageQuery#MOST} calls */
    Repricing(UsageReader reader, Keeping keeping, InstantSource clock, int pages) {
        this.reader = reader;
        this.keeping = keeping;
        this.clock = clock;
        this.pages = pages;
    }

    /**
     * Blocks for half a minute at most, and the time of a page.
     *
     * @param by no time
     * @throws TooManyCallsException if they are more than a million, or take longer
     * @throws DeletedCallsException if they are wanted from a time whose calls may be deleted
     * @throws TooManyGroupsException if there are more than {@value Repriced#MOST}
     * @throws io.patchbay.call.CallFailed if the database does not answer
     */
    public Repriced by(Catalogue catalogue, By by, UsageFilter filter, Scope scope) {
        filter.from().ifPresent(keeping.now()::requireCallsFrom);
        RepricedGroups groups = new RepricedGroups(by, catalogue);
        Instant end = clock.instant().plus(LONGEST);
        Optional<String> next = Optional.empty();
        for (int n = 0; n < pages && clock.instant().isBefore(end); n++) {
            UsagePage page = reader.page(new UsageQuery(filter, UsageQuery.MOST, next), scope);
            page.items().forEach(groups::add);
            next = page.next();
            if (next.isEmpty()) {
                return groups.repriced();
            }
        }
        throw new TooManyCallsException();
    }
}
