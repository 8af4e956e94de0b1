package io.patchbay.routing;

/** A model id that leads nowhere, for this caller at the least; the message says what would. */
public final class UnknownModel extends RuntimeException {

    private final Kind kind;
    private final String detail;

    /** What is wrong with the id. */
    public enum Kind {
        /** It can't be an id at all. */
        MALFORMED,
        /** Nobody here knows it or can serve it. */
        NOT_FOUND,
        /** It is here, and not for this caller. */
        NOT_ALLOWED
    }

    UnknownModel(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.detail = message;
    }

    public String detail() {
        return detail;
    }

    public Kind kind() {
        return kind;
    }
}
