/**
 * The CDI face within the gateway's own process: a call from Java takes the way of a call over REST, from
 * {@link io.patchbay.gateway.Gateway} on.
 */
@NullMarked
package io.patchbay.inject.local;

import org.jspecify.annotations.NullMarked;
