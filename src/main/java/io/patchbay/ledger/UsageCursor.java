package io.patchbay.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last row of a page, after which the next page begins. Rows that are inserted meanwhile do not move it. */
record UsageCursor(Instant startedAt, long id) {

    private static final Pattern SHAPE = Pattern.compile("(-?\\d{1,18})\\.(\\d{1,18})");

    /** As callers hand it back; not meant to be understood. */
    String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, startedAt);
        return Base64.getUrlEncoder().withoutPadding().encodeToString((micros + "." + id).getBytes(US_ASCII));
    }

    /** Empty if no page ever ended with this text. */
    static Optional<UsageCursor> parse(String text) {
        try {
            Matcher parts = SHAPE.matcher(new String(Base64.getUrlDecoder().decode(text), US_ASCII));
            if (!parts.matches()) {
                return Optional.empty();
            }
            Instant startedAt = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
            return Optional.of(new UsageCursor(startedAt, Long.parseLong(parts.group(2))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
