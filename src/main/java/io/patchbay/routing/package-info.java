/**
 * Where a call goes: from a model id to an ordered list of targets. What may change while the server runs, and what a
 * call has to see as one, is one immutable value, {@link io.patchbay.routing.Routes}; a call takes it once.
 */
@NullMarked
package io.patchbay.routing;

import org.jspecify.annotations.NullMarked;
