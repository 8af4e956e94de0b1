/** Addresses and the networks that hold them, read from texts without asking a name server. */
@NullMarked
package io.patchbay.net;

import org.jspecify.annotations.NullMarked;
