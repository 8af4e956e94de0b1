/**
 * Where a call leaves the house. A provider is a row ({@link io.patchbay.provider.ProviderSettings}) and a
 * {@link io.patchbay.provider.Dialect}, which maps and does no I/O; {@link io.patchbay.provider.GuardedProvider} joins the
 * two with the one {@link io.patchbay.provider.Transport} under MicroProfile Fault Tolerance. Fault Tolerance keeps one
 * circuit breaker for each bean class, so each row gets a class of its own ({@link io.patchbay.provider.ProviderClasses}).
 */
@NullMarked
package io.patchbay.provider;

import org.jspecify.annotations.NullMarked;
