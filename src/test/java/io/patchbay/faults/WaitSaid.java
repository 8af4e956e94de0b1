package io.patchbay.faults;

import io.patchbay.testing.Rule;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How a vendor says when to come back. */
enum WaitSaid {
    NOT,
    IN_SECONDS,
    AS_DATE,
    AS_NONSENSE;

    private static final Duration WAIT = Duration.ofSeconds(1);

    void add(Rule rule) {
        switch (this) {
            case NOT -> {}
            case IN_SECONDS -> rule.adding("Retry-After", Long.toString(WAIT.toSeconds()));
            case AS_DATE -> rule.adding("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(soon()));
            case AS_NONSENSE -> rule.adding("Retry-After", "when the moon is full");
        }
    }

    /** Its seconds are whole, so it is a second away at least. */
    private static ZonedDateTime soon() {
        return ZonedDateTime.now(ZoneOffset.UTC).plus(WAIT).plusSeconds(1);
    }
}
