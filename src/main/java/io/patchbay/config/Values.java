package io.patchbay.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as people write them. */
final class Values {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,5})\\s*d|0");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(b|kb|mb)?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SCHEMES = Set.of("http", "https", "sandbox");

    private Values() {}

    static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** More than nothing. */
    static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    /** Whole days; none is an answer, too. */
    static Optional<Duration> days(String text) {
        Matcher matcher = DAYS.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofDays(matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    /** Bytes, in units of 1,024. */
    static Optional<Long> size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "b" : matcher.group(2).toLowerCase(Locale.ROOT);
        return Optional.of(
                switch (unit) {
                    case "kb" -> amount << 10;
                    case "mb" -> amount << 20;
                    default -> amount;
                });
    }

    static Optional<Integer> integer(String text, int least) {
        try {
            int value = Integer.parseInt(text);
            return value < least ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<BigDecimal> price(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            return value.signum() < 0 || value.precision() > 30 ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Of a whole, from 0 to 1. */
    static Optional<Double> share(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 1 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** An address to which paths can be added. */
    static Optional<URI> baseUrl(String text) {
        try {
            URI uri = URI.create(text);
            boolean sandbox = "sandbox".equals(uri.getScheme());
            boolean plain = uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && (sandbox || uri.getHost() != null)
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return plain ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
