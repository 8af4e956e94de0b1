package io.patchbay.api;

import io.patchbay.access.Authentication;
import io.patchbay.access.Door;
import io.patchbay.access.Refusal;
import io.patchbay.call.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Turns away who may not come in and tells who comes, before anything of the request is matched or read. */
@ApplicationScoped
@Provider
@PreMatching
public class AccessFilter implements ContainerRequestFilter {

    /** Into the field, because RESTEasy does not see a provider's constructor with parameters. */
    @Inject
    private Door door;

    @Override
    public void filter(ContainerRequestContext request) {
        Caller known = (Caller) request.getProperty(Authentication.KNOWN);
        Optional<Refusal> refusal = door.refusal(
                known != null, Optional.ofNullable((Refusal) request.getProperty(Authentication.WHY_UNKNOWN)));
        if (refusal.isPresent()) {
            request.abortWith(answer(request, Errors.of(refusal.get())));
            return;
        }
        Caller caller = known == null ? Door.VISITOR : known;
        request.setSecurityContext(new KnownCaller(caller, request.getSecurityContext()));
    }

    private static Response answer(ContainerRequestContext request, ErrorShape error) {
        String path = request.getUriInfo().getRequestUri().getPath();
        Response response = ErrorForm.of(path, request.getHeaderString(ErrorForm.ANTHROPIC_VERSION))
                .response(error);
        return error.status() == 401
                ? Response.fromResponse(response)
                        .header("WWW-Authenticate", "Bearer")
                        .build()
                : response;
    }
}
