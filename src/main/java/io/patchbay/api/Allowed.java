package io.patchbay.api;

import io.patchbay.call.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which roles a route is for. Each has it: one without is for nobody. Not {@code @RolesAllowed}, which the container would
 * judge by what it knows of a request, and it knows nothing of visitors to a server that asks nobody for a key.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Allowed {
    Role[] value();
}
