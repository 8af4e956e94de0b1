package io.patchbay.dialect;

import java.util.Optional;

/** A request that can't be understood; the message says what was wrong and what would be right. */
public final class InvalidRequest extends RuntimeException {

    private final transient Optional<String> param;
    private final String code;
    private final String detail;

    private InvalidRequest(Optional<String> param, String code, String message) {
        super(message, null, false, false);
        this.param = param;
        this.code = code;
        this.detail = message;
    }

    /** @param param where it stands, such as {@code messages[3].role} */
    public static InvalidRequest at(String param, String code, String message) {
        return new InvalidRequest(Optional.of(param), code, message);
    }

    public static InvalidRequest body(String code, String message) {
        return new InvalidRequest(Optional.empty(), code, message);
    }

    public String detail() {
        return detail;
    }

    public Optional<String> param() {
        return param;
    }

    /** A word for programs, such as {@code invalid_type}. */
    public String code() {
        return code;
    }
}
