package io.patchbay.inject;

import static java.util.Objects.requireNonNull;

import io.patchbay.call.Failure;

/** A call that has no answer to give. {@link #failure} says why, and which failures a caller may meet by trying again. */
public final class ChatFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final String requestId;
    private final int attempts;

    /**
     * @param requestId the call's name in the ledger and the logs
     * @param attempts how many upstream tries were made
     */
    public ChatFailed(Failure failure, String requestId, int attempts) {
        super("%s (%s, request %s, attempts %d)".formatted(failure.detail(), failure.code(), requestId, attempts));
        this.failure = requireNonNull(failure, "failure is null");
        this.requestId = requestId;
        this.attempts = attempts;
    }

    public Failure failure() {
        return failure;
    }

    public String requestId() {
        return requestId;
    }

    public int attempts() {
        return attempts;
    }
}
