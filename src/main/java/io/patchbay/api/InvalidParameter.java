package io.patchbay.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A query parameter that does not say what it should. */
final class InvalidParameter extends RuntimeException {

    private final String parameter;
    private final String detail;

    /**
     * @param found what stands there
     * @param right what would be right, as the end of a sentence
     */
    InvalidParameter(String parameter, String found, String right) {
        this(parameter, "%s is \"%s\"; it must be %s".formatted(parameter, shown(found), right));
    }

    private InvalidParameter(String parameter, String message) {
        super(message, null, false, false);
        this.parameter = parameter;
        this.detail = message;
    }

    static InvalidParameter unknown(String parameter, String known) {
        return new InvalidParameter(
                shown(parameter), "there is no parameter \"%s\"; there are %s".formatted(shown(parameter), known));
    }

    static InvalidParameter repeated(String parameter) {
        return new InvalidParameter(parameter, parameter + " stands there more than once; it must stand there once");
    }

    /** A time of which only sums are left, and they do not tell what was asked for. */
    static InvalidParameter deleted(@Nullable String from, Instant since) {
        return new InvalidParameter(
                "from",
                from == null ? "" : from,
                "%s or later: calls from before are deleted, and their sums do not tell this".formatted(since));
    }

    String detail() {
        return detail;
    }

    String parameter() {
        return parameter;
    }

    private static String shown(String text) {
        String start = text.length() > 64 ? text.substring(0, 64) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
