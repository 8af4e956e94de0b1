/**
 * The CDI face: one line of injection gives an application a model. The same types serve in process and, from the
 * {@code client} jar, across the network.
 */
@NullMarked
package io.patchbay.inject;

import org.jspecify.annotations.NullMarked;
