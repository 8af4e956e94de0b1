package io.patchbay.access;

import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who a request is from. The container asks it for every request; whether somebody who is not known may come
 * in is the {@link Door}'s decision, so that the answer is worded where dialects are known.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    /** The role of everyone who may call models. */
    static final String CALLER = "caller";

    private final ApiKeys keys;

    @Inject
    Authentication(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Optional<Caller> caller = Credential.of(request::getHeader).flatMap(keys::callerOf);
        return caller.isPresent()
                ? context.notifyContainerAboutLogin(caller.get().name(), Set.of(CALLER))
                : context.doNothing();
    }
}
