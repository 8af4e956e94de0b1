package io.patchbay.access;

import java.util.Optional;

/** A wish of somebody's that manages the directory, and that is not granted; the message says why. */
public final class Declined extends RuntimeException {

    private final Kind kind;
    private final String code;
    private final String detail;
    private final Optional<String> field;

    /** What is wrong with it. */
    public enum Kind {
        /** A field does not say what it should. */
        INVALID,
        /** It is beyond what the wisher may do. */
        FORBIDDEN,
        /** There is no such thing, or none that the wisher may see. */
        NOT_FOUND,
        /** It does not go together with what there is. */
        CONFLICT,
        /** It is about a version that is no longer there. */
        OUTDATED
    }

    private Declined(Kind kind, String code, String detail, Optional<String> field) {
        super(detail, null, false, false);
        this.kind = kind;
        this.code = code;
        this.detail = detail;
        this.field = field;
    }

    /**
     * @param found what stands there
     * @param right what would be right, as the end of a sentence
     */
    static Declined invalid(String field, String found, String right) {
        String shown = (found.length() > 64 ? found.substring(0, 64) + "…" : found).replaceAll("\\p{Cntrl}", "?");
        return new Declined(
                Kind.INVALID,
                "invalid_parameter",
                "%s is \"%s\"; it must be %s".formatted(field, shown, right),
                Optional.of(field));
    }

    /** The same for what is not there and for what is somebody else's. */
    public static Declined notFound() {
        return new Declined(
                Kind.NOT_FOUND,
                "not_found",
                "There is nothing of that name, or nothing that you may see.",
                Optional.empty());
    }

    static Declined forbidden(String detail) {
        return new Declined(Kind.FORBIDDEN, "beyond_own_rights", detail, Optional.empty());
    }

    static Declined conflict(String code, String detail) {
        return new Declined(Kind.CONFLICT, code, detail, Optional.empty());
    }

    static Declined noPepper() {
        return conflict(
                "no_pepper",
                "Keys can't be made here, for there is no pepper to hash them with: set PATCHBAY_PEPPER to at least 32 random"
                        + " characters, the same on every server, and start again.");
    }

    static Declined outdated(long version) {
        return new Declined(
                Kind.OUTDATED,
                "version_mismatch",
                "It has been changed since: its version is %d. Read it again, and change that.".formatted(version),
                Optional.empty());
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** Which field is at fault. */
    public Optional<String> field() {
        return field;
    }
}
