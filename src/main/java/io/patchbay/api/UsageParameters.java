package io.patchbay.api;

import io.patchbay.ledger.SummaryQuery;
import io.patchbay.ledger.UsageFilter;
import io.patchbay.ledger.UsageQuery;
import io.patchbay.ledger.UsageSummary.By;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What callers ask of the ledger, read from their query parameters. */
final class UsageParameters {

    private static final List<String> FILTERS = List.of(
            "request_id",
            "job_id",
            "operation",
            "model",
            "provider",
            "caller",
            "tenant",
            "team",
            "key",
            "from",
            "to",
            "zone");
    private static final String FORMAT = "format";
    private static final int LONGEST = 256;
    private static final String TIME =
            "a day such as 2026-07-24 or an instant such as 2026-07-24T10:15:30Z, with + written as %2B";

    private final Map<String, List<String>> given;

    private UsageParameters(Map<String, List<String>> given, String... beyondFilters) {
        this.given = given;
        List<String> known =
                Stream.concat(FILTERS.stream(), Arrays.stream(beyondFilters)).toList();
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw InvalidParameter.unknown(name, String.join(", ", known));
            }
            if (values.size() > 1) {
                throw InvalidParameter.repeated(name);
            }
        });
    }

    /** @throws InvalidParameter naming the first that is wrong */
    static UsageQuery query(Map<String, List<String>> given) {
        UsageParameters parameters = new UsageParameters(given, "limit", "next");
        return new UsageQuery(parameters.filter(), parameters.limit(), parameters.next());
    }

    /** @throws InvalidParameter naming the first that is wrong */
    static SummaryQuery summary(Map<String, List<String>> given) {
        UsageParameters parameters = new UsageParameters(given, "by");
        return new SummaryQuery(parameters.by(), parameters.zone(), parameters.filter());
    }

    /** The filters alone, and the zone whose days they name. */
    static List<String> filters() {
        return FILTERS;
    }

    /** @throws InvalidParameter naming the first that is wrong */
    static UsageFilter filter(Map<String, List<String>> given) {
        return new UsageParameters(given).filter();
    }

    /** @throws InvalidParameter naming the first that is wrong */
    static UsageFilter export(Map<String, List<String>> given) {
        return new UsageParameters(given, FORMAT).filter();
    }

    /** @throws InvalidParameter if it names none */
    static ExportFormat format(Map<String, List<String>> given) {
        String text = given.getOrDefault(FORMAT, List.of("csv")).getFirst();
        return ExportFormat.find(text).orElseThrow(() -> new InvalidParameter(FORMAT, text, "csv or jsonl"));
    }

    private UsageFilter filter() {
        ZoneId zone = zone();
        Optional<Instant> from = find("from").map(text -> time("from", text, 0, zone));
        // A day is in to its end.
        Optional<Instant> to = find("to").map(text -> time("to", text, 1, zone));
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new InvalidParameter("to", find("to").orElse(""), "after from");
        }
        return new UsageFilter(
                name("request_id"),
                name("job_id"),
                name("operation"),
                name("model"),
                name("provider"),
                name("caller"),
                name("tenant"),
                name("team"),
                name("key"),
                from,
                to);
    }

    private ZoneId zone() {
        return find("zone").map(UsageParameters::zone).orElse(ZoneOffset.UTC);
    }

    private static ZoneId zone(String text) {
        if (text.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new InvalidParameter("zone", text, "a time zone of the IANA's, such as Europe/Berlin or UTC");
        }
        return ZoneId.of(text);
    }

    private Optional<String> find(String parameter) {
        return Optional.ofNullable(given.get(parameter)).map(List::getFirst);
    }

    private Optional<String> name(String parameter) {
        Optional<String> name = find(parameter);
        name.ifPresent(text -> {
            if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidParameter(
                        parameter, text, "1 to %d characters, none of them a control character".formatted(LONGEST));
            }
        });
        return name;
    }

    private static Instant time(String parameter, String text, int plusDays, ZoneId zone) {
        try {
            return text.length() == "2026-07-24".length()
                    ? LocalDate.parse(text)
                            .plusDays(plusDays)
                            .atStartOfDay(zone)
                            .toInstant()
                    : inOurEra(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            throw new InvalidParameter(parameter, text, TIME);
        }
    }

    /** Databases count years less far than Java does. */
    private static Instant inOurEra(OffsetDateTime time) {
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw new DateTimeException("year");
        }
        return time.toInstant();
    }

    private int limit() {
        return find("limit").map(UsageParameters::limit).orElse(UsageQuery.USUAL);
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= UsageQuery.LEAST && limit <= UsageQuery.MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new InvalidParameter(
                "limit", text, "a whole number from %d to %d".formatted(UsageQuery.LEAST, UsageQuery.MOST));
    }

    private Optional<String> next() {
        Optional<String> next = find("next");
        next.ifPresent(text -> {
            if (!UsageQuery.isCursor(text)) {
                throw new InvalidParameter("next", text, "what the page before gave as next, unchanged");
            }
        });
        return next;
    }

    private List<By> by() {
        String text = find("by").orElse("model");
        List<By> by = Arrays.stream(text.split(",", -1))
                .flatMap(word ->
                        Arrays.stream(By.values()).filter(one -> word(one).equals(word)))
                .toList();
        if (by.size() != text.split(",", -1).length || !SummaryQuery.isGrouping(by)) {
            throw new InvalidParameter(
                    "by",
                    text,
                    "one of " + words() + ", or two of them with a comma between, one of them a time at most");
        }
        return by;
    }

    private static String words() {
        return Arrays.stream(By.values()).map(UsageParameters::word).collect(Collectors.joining(", "));
    }

    static String word(By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }
}
