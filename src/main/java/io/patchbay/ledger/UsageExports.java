package io.patchbay.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.LongStream;

/** Fixes which calls are written into a file before the first of them is, so that their number can be told in front. */
@ApplicationScoped
public class UsageExports {

    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final UsageReader reader;
    private final InstantSource clock;
    private final int most;

    @Inject
    UsageExports(UsageReader reader, Clock clock) {
        this(reader, clock, MOST);
    }

    /** @param most calls of a file */
    UsageExports(UsageReader reader, InstantSource clock, int most) {
        this.reader = reader;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Blocks for half a minute at most, and the time of one query.
     *
     * @throws TooManyCallsException if they are more than a million, or take longer
     * @throws io.patchbay.call.CallFailed if the database does not answer
     */
    public UsageListing list(UsageFilter filter, Scope scope) {
        LongStream.Builder numbers = LongStream.builder();
        Instant end = clock.instant().plus(LONGEST);
        int size = 0;
        Optional<String> next = Optional.empty();
        do {
            UsageReader.Numbers page = reader.numbers(new UsageQuery(filter, UsageQuery.MOST, next), scope);
            page.ids().forEach(numbers::add);
            size += page.ids().size();
            next = page.next();
            if (size > most || clock.instant().isAfter(end)) {
                throw new TooManyCallsException();
            }
        } while (next.isPresent());
        return new UsageListing(reader, numbers.build().toArray());
    }
}
