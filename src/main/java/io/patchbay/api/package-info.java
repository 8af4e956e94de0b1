/**
 * The REST face. Resources read a request in its caller's dialect, hand it to the gateway on a virtual thread and write
 * the answer in the same dialect; every error leaves in the shape that the path's clients know. No logic of a call.
 */
@NullMarked
package io.patchbay.api;

import org.jspecify.annotations.NullMarked;
