package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.access.Whose;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a small JSON object that somebody sends. One that is wrong is named, with what would be right. */
final class BodyFields {

    private static final long LARGEST = 64 << 10;
    private static final int LONGEST_NAME = 128;
    private static final int HUNDRED = 100;
    private static final int MODELS = 2_048;
    private static final Pattern MODEL = Pattern.compile("[^\\s,*\\p{Cntrl}]{1,256}\\*?|\\*");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,18})?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,7})([smhd])");

    private final JsonNode json;
    private final String path;

    private BodyFields(JsonNode json, String path, List<String> known) {
        this.json = json;
        this.path = path;
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw InvalidParameter.unknown(path + name, String.join(", ", known));
            }
        });
    }

    /**
     * Reads a body; blocks until it is there.
     *
     * @param known the fields that there may be
     */
    static BodyFields read(InputStream body, HttpHeaders headers, String... known) {
        return new BodyFields(RequestBody.of(body, headers).read(LARGEST), "", Arrays.asList(known));
    }

    /** An object in it, which has no fields if it is not there. */
    BodyFields object(String field, String... known) {
        JsonNode inner = json.path(field);
        if (!inner.isObject() && !isAbsent(field)) {
            throw wrong(field, "an object with " + String.join(" and ", known));
        }
        return new BodyFields(inner, path + field + ".", Arrays.asList(known));
    }

    private boolean isAbsent(String field) {
        return json.path(field).isMissingNode() || json.path(field).isNull();
    }

    private InvalidParameter wrong(String field, String right) {
        JsonNode found = json.path(field);
        return new InvalidParameter(path + field, found.isTextual() ? found.asText() : found.toString(), right);
    }

    Optional<String> text(String field) {
        if (isAbsent(field)) {
            return Optional.empty();
        }
        if (!json.path(field).isTextual()) {
            throw wrong(field, "a text");
        }
        return Optional.of(json.path(field).asText());
    }

    String requiredText(String field, String right) {
        return text(field).orElseThrow(() -> wrong(field, right));
    }

    /** What people shall read. */
    Optional<String> name(String field) {
        Optional<String> name = text(field);
        name.ifPresent(text -> {
            if (text.isBlank() || text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
                throw wrong(field, "1 to %d characters, none of them a control character".formatted(LONGEST_NAME));
            }
        });
        return name;
    }

    Optional<Boolean> flag(String field) {
        if (isAbsent(field)) {
            return Optional.empty();
        }
        if (!json.path(field).isBoolean()) {
            throw wrong(field, "true or false");
        }
        return Optional.of(json.path(field).booleanValue());
    }

    Optional<Long> count(String field) {
        if (isAbsent(field)) {
            return Optional.empty();
        }
        JsonNode number = json.path(field);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 1) {
            throw wrong(field, "a whole number from 1");
        }
        return Optional.of(number.longValue());
    }

    /** Of {@code tenant}, {@code team} and {@code key}. */
    Whose whose() {
        return Whose.wished(text("tenant"), text("team"), text("key"));
    }

    /** Names of models, or beginnings of some. */
    List<String> models(String field) {
        return list(
                field,
                "the name of a model, or the beginning of one and *, such as openai/*",
                MODELS,
                text -> Optional.of(text).filter(model -> MODEL.matcher(model).matches()));
    }

    /** A sum of money, as a number or as a text, in which no client rounds it. */
    Optional<BigDecimal> amount(String field) {
        if (isAbsent(field)) {
            return Optional.empty();
        }
        String text = json.path(field).asText();
        if (json.path(field).isValueNode() && AMOUNT.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        throw wrong(field, "an amount of US dollars, such as \"500.00\"");
    }

    /** Whole numbers, each larger than the one before. */
    Optional<List<Integer>> percentages(String field, int most) {
        if (isAbsent(field)) {
            return Optional.empty();
        }
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode item : json.path(field)) {
            int least = numbers.isEmpty() ? 1 : numbers.getLast() + 1;
            if (!item.isInt() || item.intValue() < least || item.intValue() > HUNDRED || numbers.size() == most) {
                throw wrong(field, percentagesWanted(most));
            }
            numbers.add(item.intValue());
        }
        if (!json.path(field).isArray()) {
            throw wrong(field, percentagesWanted(most));
        }
        return Optional.of(numbers);
    }

    private static String percentagesWanted(int most) {
        return "a list of at most %d whole numbers from 1 to 100, the least first, such as [50, 80]".formatted(most);
    }

    Optional<Instant> time(String field) {
        return text(field).map(text -> {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text);
                if (time.getYear() >= 0 && time.getYear() <= 9999) {
                    return time.toInstant();
                }
            } catch (DateTimeException e) {
                // refused below
            }
            throw wrong(field, "an instant such as 2027-07-24T10:15:30Z");
        });
    }

    /** @param most the longest that it may be */
    Optional<Duration> duration(String field, Duration most) {
        return text(field).map(text -> {
            Matcher matcher = DURATION.matcher(text);
            if (matcher.matches()) {
                long amount = Long.parseLong(matcher.group(1));
                Duration duration = switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
                if (duration.compareTo(most) <= 0) {
                    return duration;
                }
            }
            throw wrong(field, "a duration such as 0s, 90m, 24h or 7d, at most %dd".formatted(most.toDays()));
        });
    }

    /**
     * A list, in which each item stands once; empty if it is not there.
     *
     * @param right what each would have to be
     * @param longest of all items, with commas between
     * @param parse empty if it is not that
     */
    <T> List<T> list(String field, String right, int longest, Function<String, Optional<T>> parse) {
        if (isAbsent(field)) {
            return List.of();
        }
        if (!json.path(field).isArray()) {
            throw wrong(field, "a list, of " + right);
        }
        List<T> items = new ArrayList<>();
        int length = -1;
        for (JsonNode item : json.path(field)) {
            String text = item.isTextual() ? item.asText() : item.toString();
            T value = Optional.of(item)
                    .filter(JsonNode::isTextual)
                    .flatMap(ignored -> parse.apply(text))
                    .orElseThrow(
                            () -> new InvalidParameter("%s%s[%d]".formatted(path, field, items.size()), text, right));
            if (items.contains(value)) {
                throw new InvalidParameter("%s%s[%d]".formatted(path, field, items.size()), text, "in the list once");
            }
            items.add(value);
            length += value.toString().length() + 1;
        }
        if (length > longest) {
            throw new InvalidParameter(
                    path + field, length + " characters", "at most %d characters in all".formatted(longest));
        }
        return items;
    }
}
