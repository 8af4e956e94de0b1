/**
 * The CDI face in an application that runs elsewhere: the same types, answered by a Patchbay server over REST. Packed into
 * the {@code client} jar only; {@code beans.xml} leaves it out wherever {@code inject.local} is.
 */
@NullMarked
package io.patchbay.inject.remote;

import org.jspecify.annotations.NullMarked;
