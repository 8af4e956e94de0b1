package io.patchbay.inject.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Who the application is to the server: its own key, or else the user whose request it is serving. Only a JWT is passed on,
 * for any other credential is meant for the application alone.
 */
@ApplicationScoped
class Credential {

    private static final Pattern JWT = Pattern.compile("(?i:bearer) +[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final Config config;
    private final Instance<HttpServletRequest> request;

    @Inject
    Credential(Config config, Instance<HttpServletRequest> request) {
        this.config = config;
        this.request = request;
    }

    /** For the container's proxy alone. */
    @SuppressWarnings("NullAway")
    Credential() {
        this(null, null);
    }

    /** The value of the {@code Authorization} header; empty if there is no credential. */
    Optional<String> authorization() {
        return config.getOptionalValue("patchbay.api-key", String.class)
                .filter(key -> !key.isBlank())
                .map(key -> "Bearer " + key.strip())
                .or(this::passedOn);
    }

    private Optional<String> passedOn() {
        try {
            return request.isResolvable()
                    ? Optional.ofNullable(request.get().getHeader("Authorization"))
                            .filter(value -> JWT.matcher(value).matches())
                    : Optional.empty();
        } catch (ContextNotActiveException | IllegalStateException noRequest) {
            return Optional.empty();
        }
    }
}
