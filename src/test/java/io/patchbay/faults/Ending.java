package io.patchbay.faults;

import java.util.Optional;

/** How an attempt, or a call, may end. */
enum Ending {
    ANSWER(200, "", ""),
    UNAVAILABLE(503, "provider_unavailable", "unavailable"),
    SLOW_CONNECTION(504, "provider_timeout", "timed_out_connect"),
    NO_FIRST_EVENT(504, "provider_timeout", "timed_out_first_event"),
    SILENCE(504, "provider_timeout", "timed_out_silence"),
    TOO_LONG(504, "provider_timeout", "timed_out_call"),
    GARBLED(502, "provider_garbled", "garbled"),
    THROTTLED(429, "rate_limit_exceeded", "throttled"),
    UNAUTHENTICATED(502, "provider_unauthenticated", "provider_unauthenticated"),
    NO_SUCH_MODEL(404, "model_not_found", "model_not_found"),
    REJECTED(400, "provider_rejected", "rejected"),
    REJECTED_AS_TOO_LARGE(413, "provider_rejected", "rejected"),
    REJECTED_AS_UNFIT(422, "provider_rejected", "rejected");

    private final int status;
    private final String code;
    private final String auditCode;

    Ending(int status, String code, String auditCode) {
        this.status = status;
        this.code = code;
        this.auditCode = auditCode;
    }

    int status() {
        return status;
    }

    /** What the error is called before callers. */
    String code() {
        return code;
    }

    Optional<String> auditCode() {
        return this == ANSWER ? Optional.empty() : Optional.of(auditCode);
    }

    /** Whether nobody else is asked: the caller is at fault, or gets what it asked for. */
    boolean isFinal() {
        return this == ANSWER || this == NO_SUCH_MODEL || isInVendorsWords();
    }

    /** Whether a caller of the vendor's dialect reads the vendor's own words. */
    boolean isInVendorsWords() {
        return this == NO_SUCH_MODEL || this == REJECTED || this == REJECTED_AS_TOO_LARGE || this == REJECTED_AS_UNFIT;
    }
}
