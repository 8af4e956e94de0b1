package io.patchbay.inject;

import io.patchbay.call.RequestId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller says of its calls beside the request. {@link #DEFAULT} says nothing.
 *
 * @param jobId groups the calls of one job in the ledger; at most 128 characters
 * @param operation what the call is for, such as {@code summarise}; at most 128 characters
 * @param caller who calls, in the ledger; empty for the user whom the container knows. A server takes the caller from the
 *     credential, where there is one
 * @param requestId the name of one call; empty for a new one each time
 * @param timeout the longest that a call takes, all its attempts together; the server's own limit holds as well
 * @param useFallback false if the first target alone may answer
 * @param headers by lower-case name; a provider sees those that its row lets through
 */
public record CallOptions(
        Optional<String> jobId,
        Optional<String> operation,
        Optional<String> caller,
        Optional<String> requestId,
        Optional<Duration> timeout,
        boolean useFallback,
        Map<String, String> headers) {

    public static final CallOptions DEFAULT = new CallOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, Map.of());

    private static final int LONGEST_LABEL = 128;

    /** @throws IllegalArgumentException if a value is not what it has to be */
    public CallOptions {
        jobId.ifPresent(text -> requireLabel("job id", text));
        operation.ifPresent(text -> requireLabel("operation", text));
        caller.ifPresent(text -> requireLabel("caller", text));
        if (requestId.isPresent() && !RequestId.isValid(requestId.get())) {
            throw new IllegalArgumentException(
                    "a request id has 1 to 64 letters, digits, dots, hyphens or underscores");
        }
        if (timeout.isPresent() && timeout.get().toMillis() < 1) {
            throw new IllegalArgumentException("a timeout has at least a millisecond, not " + timeout.get());
        }
        headers = Map.copyOf(HeaderRules.checked(headers));
        headers.keySet().stream().filter(name -> name.startsWith("x-patchbay-")).forEach(name -> {
            throw new IllegalArgumentException("'%s' is an option of its own, not a further header".formatted(name));
        });
    }

    private static void requireLabel(String what, String text) {
        if (text.isBlank()
                || text.length() > LONGEST_LABEL
                || text.chars().anyMatch(c -> Character.isISOControl(c) || c > 0xFF)) {
            throw new IllegalArgumentException(
                    "the %s has 1 to %d characters that a header can carry".formatted(what, LONGEST_LABEL));
        }
    }

    public CallOptions withJobId(String value) {
        return new CallOptions(Optional.of(value), operation, caller, requestId, timeout, useFallback, headers);
    }

    public CallOptions withOperation(String value) {
        return new CallOptions(jobId, Optional.of(value), caller, requestId, timeout, useFallback, headers);
    }

    public CallOptions withCaller(String value) {
        return new CallOptions(jobId, operation, Optional.of(value), requestId, timeout, useFallback, headers);
    }

    public CallOptions withRequestId(String value) {
        return new CallOptions(jobId, operation, caller, Optional.of(value), timeout, useFallback, headers);
    }

    public CallOptions withTimeout(Duration value) {
        return new CallOptions(jobId, operation, caller, requestId, Optional.of(value), useFallback, headers);
    }

    /** Lets the first target alone answer. */
    public CallOptions withoutFallback() {
        return new CallOptions(jobId, operation, caller, requestId, timeout, false, headers);
    }

    public CallOptions withHeaders(Map<String, String> value) {
        return new CallOptions(jobId, operation, caller, requestId, timeout, useFallback, value);
    }
}
