/**
 * Who may call. Identity is decided once, at the door, for REST and management alike; what comes after asks only for the
 * {@link io.patchbay.call.Caller}.
 */
@NullMarked
package io.patchbay.access;

import org.jspecify.annotations.NullMarked;
