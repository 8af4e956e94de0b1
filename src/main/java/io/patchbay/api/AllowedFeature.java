package io.patchbay.api;

import io.patchbay.call.Role;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Holds each route to its {@link Allowed}; what that says is read once, when the route is set up. */
@Provider
public class AllowedFeature implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Allowed allowed = resource.getResourceMethod().getAnnotation(Allowed.class);
        context.register(new Gate(allowed == null ? Set.of() : Set.of(allowed.value())), Priorities.AUTHORIZATION);
    }

    private record Gate(Set<Role> roles) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            if (roles.stream().noneMatch(KnownCaller.of(request.getSecurityContext())::is)) {
                throw new ForbiddenException();
            }
        }
    }
}
