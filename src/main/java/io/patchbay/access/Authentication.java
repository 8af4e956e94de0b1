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
import java.net.InetAddress;
import java.util.Collections;
import java.util.Optional;

/**
 * Finds out who a request is from: keys and tokens come in the same header. Nothing is looked up for it but in memory. The container asks for every request; whether somebody who is not known may come in is the {@link Door}'s
 * decision, so that the answer is worded where dialects are known.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    /** The request's attribute that holds the {@link Refusal} to give if the caller has to be known. */
    public static final String WHY_UNKNOWN = Refusal.class.getName();

    /** The request's attribute that holds the {@link Caller}, if it is known. */
    public static final String KNOWN = Caller.class.getName();

    private final ApiKeys keys;
    private final VirtualKeys virtualKeys;
    private final Tokens tokens;
    private final Roles roles;
    private final Directory directory;
    private final ClientAddress addresses;

    @Inject
    Authentication(
            ApiKeys keys,
            VirtualKeys virtualKeys,
            Tokens tokens,
            Roles roles,
            Directory directory,
            AccessSettings settings) {
        this.keys = keys;
        this.virtualKeys = virtualKeys;
        this.tokens = tokens;
        this.roles = roles;
        this.directory = directory;
        this.addresses = new ClientAddress(settings.directory().trustedProxies());
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        return switch (recognise(Credential.of(request::getHeader), request)) {
            case Recognition.Known known -> {
                Caller caller = roles.granted(known.caller());
                request.setAttribute(KNOWN, caller);
                yield context.notifyContainerAboutLogin(
                        new KnownPrincipal(caller),
                        caller.roles().stream().map(Role::word).collect(toSet()));
            }
            case Recognition.Unknown unknown -> {
                request.setAttribute(WHY_UNKNOWN, unknown.why());
                yield context.doNothing();
            }
        };
    }

    private Recognition recognise(Optional<String> credential, HttpServletRequest request) {
        if (credential.isEmpty()) {
            return new Recognition.Unknown(Refusal.NO_KEY);
        }
        Optional<Caller> holder = keys.callerOf(credential.get());
        if (holder.isPresent()) {
            return new Recognition.Known(holder.get());
        }
        return VirtualKeys.looksLikeOne(credential.get())
                ? virtualKeys.recognise(credential.get(), address(request))
                : ofActiveTenant(tokens.recognise(credential.get()));
    }

    private Optional<InetAddress> address(HttpServletRequest request) {
        return addresses.of(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
    }

    /** A tenant that the directory does not know is the identity provider's business. */
    private Recognition ofActiveTenant(Recognition recognised) {
        boolean inactive = recognised instanceof Recognition.Known(Caller caller)
                && caller.tenant()
                        .flatMap(directory.roster()::tenant)
                        .filter(tenant -> !tenant.active())
                        .isPresent();
        return inactive ? new Recognition.Unknown(Refusal.TENANT_INACTIVE) : recognised;
    }
}
