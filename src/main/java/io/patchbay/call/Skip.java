package io.patchbay.call;

import java.time.Instant;
import java.util.Optional;

/**
 * A target that was passed over. All of it are words of ours or of the configuration.
 *
 * @param model the id under which it would have been asked
 * @param why a word such as {@code not_available}, or the {@link Failure#code} of what kept it from being asked
 * @param because the code of the failure after which it is left alone, where that is why
 * @param until for how long
 */
public record Skip(String provider, String model, String why, Optional<String> because, Optional<Instant> until) {

    public static Skip of(String provider, String model, String why) {
        return new Skip(provider, model, why, Optional.empty(), Optional.empty());
    }
}
