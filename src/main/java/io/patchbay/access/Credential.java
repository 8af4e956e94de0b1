package io.patchbay.access;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a request carries its key or token. */
final class Credential {

    private static final String BEARER = "Bearer ";

    private Credential() {}

    /**
     * OpenAI's clients send {@code Authorization: Bearer}, Anthropic's {@code x-api-key}.
     *
     * @param header finds a header by its name, null if it was not sent
     */
    static Optional<String> of(Function<String, @Nullable String> header) {
        String authorization = header.apply("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).trim());
        }
        return Optional.ofNullable(header.apply("x-api-key"));
    }
}
