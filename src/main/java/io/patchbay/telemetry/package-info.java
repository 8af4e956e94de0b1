/** Tells the outside what happens here, in numbers. It observes, and nobody leans on it. */
@NullMarked
package io.patchbay.telemetry;

import org.jspecify.annotations.NullMarked;
