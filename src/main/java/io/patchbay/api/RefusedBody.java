package io.patchbay.api;

/** A body that is not even read: too large, or in a form that is not read here. */
final class RefusedBody extends RuntimeException {

    private final int status;
    private final String code;
    private final String detail;

    private RefusedBody(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    static RefusedBody tooLarge(long limit) {
        return new RefusedBody(
                413,
                "request_too_large",
                "The body is larger than %d bytes, the most that is taken here.".formatted(limit));
    }

    static RefusedBody encoded(String encoding) {
        return new RefusedBody(
                415,
                "unsupported_media_type",
                "The body has to come without 'Content-Encoding'; it was '%s'.".formatted(encoding));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
