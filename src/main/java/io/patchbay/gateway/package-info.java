/**
 * The path of a call, the same for REST and CDI: plan, attempt, settle. {@link io.patchbay.gateway.Gateway} is the order
 * of the steps; each step is a package or a class of its own.
 */
@NullMarked
package io.patchbay.gateway;

import org.jspecify.annotations.NullMarked;
