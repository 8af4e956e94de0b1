package io.patchbay.access;

import static java.util.stream.Collectors.toSet;

import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Finds out who a request is from: a key and a token come in the same header, and whatever is not a known key may be a
 * token. The container asks for every request; whether somebody who is not known may come in is the {@link Door}'s
 * decision, so that the answer is worded where dialects are known.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    /** The request's attribute that holds the {@link Refusal} to give if the caller has to be known. */
    public static final String WHY_UNKNOWN = Refusal.class.getName();

    /** The request's attribute that holds the {@link Caller}, if it is known. */
    public static final String KNOWN = Caller.class.getName();

    private final ApiKeys keys;
    private final Tokens tokens;
    private final Roles roles;

    @Inject
    Authentication(ApiKeys keys, Tokens tokens, Roles roles) {
        this.keys = keys;
        this.tokens = tokens;
        this.roles = roles;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        return switch (recognise(Credential.of(request::getHeader))) {
            case Recognition.Known known -> {
                Caller caller = roles.granted(known.caller());
                request.setAttribute(KNOWN, caller);
                yield context.notifyContainerAboutLogin(
                        caller.name(), caller.roles().stream().map(Role::word).collect(toSet()));
            }
            case Recognition.Unknown unknown -> {
                request.setAttribute(WHY_UNKNOWN, unknown.why());
                yield context.doNothing();
            }
        };
    }

    private Recognition recognise(Optional<String> credential) {
        if (credential.isEmpty()) {
            return new Recognition.Unknown(Refusal.NO_KEY);
        }
        Optional<Caller> holder = keys.callerOf(credential.get());
        return holder.isPresent() ? new Recognition.Known(holder.get()) : tokens.recognise(credential.get());
    }
}
