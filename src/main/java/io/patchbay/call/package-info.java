/**
 * One call from its admission to its row in the ledger, and the ways in which it can fail. A {@link Failure} says what
 * to do next; HTTP statuses are turned into failures by the dialects and back by the faces, and stand nowhere between.
 */
@NullMarked
package io.patchbay.call;

import org.jspecify.annotations.NullMarked;
