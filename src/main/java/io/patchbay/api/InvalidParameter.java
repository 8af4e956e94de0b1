package io.patchbay.api;

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
