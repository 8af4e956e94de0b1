package io.patchbay.api;

import io.patchbay.call.Call;
import io.patchbay.call.Caller;
import io.patchbay.call.RequestId;
import io.patchbay.dialect.InvalidRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller says of its call beside the body, in {@code x-patchbay-…} headers. Read before the call leaves the
 * request's own thread.
 *
 * @param all the request's headers by lower-case name
 * @param requestId the caller's name for the call, or a new one
 */
record CallHeaders(Map<String, String> all, String requestId, Caller caller) {

    static final String REQUEST_ID = "x-patchbay-request-id";

    private static final int LONGEST_LABEL = 128;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    static CallHeaders read(HttpHeaders headers, Caller known) {
        Map<String, String> all = new HashMap<>();
        for (Map.Entry<String, List<String>> header :
                headers.getRequestHeaders().entrySet()) {
            all.put(header.getKey().toLowerCase(Locale.ROOT), String.join(", ", header.getValue()));
        }
        CallHeaders read = new CallHeaders(all, RequestId.next(), known);
        return read.identified();
    }

    /** A visitor may say who it is; whoever has a key of that name may not. */
    private CallHeaders identified() {
        Caller who = caller.key().isEmpty() && caller.name().equals(Caller.ANONYMOUS.name())
                ? label("caller").map(caller::named).orElse(caller)
                : caller;
        return new CallHeaders(all, ownRequestId().orElse(requestId), who);
    }

    private Optional<String> ownRequestId() {
        Optional<String> own = value("request-id");
        if (own.isPresent() && !RequestId.isValid(own.get())) {
            throw InvalidRequest.at(
                    REQUEST_ID,
                    "invalid_value",
                    "A request id has 1 to 64 letters, digits, dots, hyphens or underscores.");
        }
        return own;
    }

    Call call(Optional<String> model, Instant now) {
        return new Call(
                requestId,
                model,
                caller,
                new Call.Labels(label("job-id"), label("operation")),
                all,
                useFallback(),
                timeout(),
                now);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(all.get("x-patchbay-" + name)).filter(text -> !text.isBlank());
    }

    private Optional<String> label(String name) {
        Optional<String> label = value(name);
        if (label.isPresent() && (label.get().length() > LONGEST_LABEL || hasControl(label.get()))) {
            throw InvalidRequest.at(
                    "x-patchbay-" + name,
                    "invalid_value",
                    "'x-patchbay-%s' takes at most %d characters, none of them a control character."
                            .formatted(name, LONGEST_LABEL));
        }
        return label;
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private boolean useFallback() {
        return switch (value("use-fallback").orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw InvalidRequest.at(
                        "x-patchbay-use-fallback", "invalid_value", "'x-patchbay-use-fallback' is 'true' or 'false'.");
        };
    }

    private Optional<Duration> timeout() {
        return value("timeout").map(text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches() || matcher.group(1).chars().allMatch(c -> c == '0')) {
                throw InvalidRequest.at(
                        "x-patchbay-timeout",
                        "invalid_value",
                        "'x-patchbay-timeout' is a whole number with 'ms', 's' or 'm', such as '30s'.");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
            };
        });
    }
}
