package io.patchbay.faults;

import java.time.Duration;

/** The clocks of the targets: short, but not so short that a busy machine runs them out. */
final class Clocks {

    private static final Duration CONNECT = Duration.ofMillis(1_500);
    private static final Duration FIRST_EVENT = Duration.ofMillis(2_000);
    private static final Duration SILENCE = Duration.ofMillis(2_000);
    private static final Duration CALL = Duration.ofMillis(5_000);

    /** What a hedged alias waits before it asks another. */
    static final Duration HEDGE = Duration.ofMillis(300);

    private Clocks() {}

    static Duration of(Ending ending) {
        return switch (ending) {
            case SLOW_CONNECTION -> CONNECT;
            case NO_FIRST_EVENT -> FIRST_EVENT;
            case SILENCE -> SILENCE;
            case TOO_LONG -> CALL;
            default -> throw new IllegalArgumentException(ending + " is no clock's doing");
        };
    }

    static String yaml() {
        return "{connect: %dms, first-event: %dms, silence: %dms, call: %dms}"
                .formatted(CONNECT.toMillis(), FIRST_EVENT.toMillis(), SILENCE.toMillis(), CALL.toMillis());
    }
}
