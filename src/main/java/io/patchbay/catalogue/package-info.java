/**
 * Models and prices, as data. What a call costs is computed in one place, {@link io.patchbay.catalogue.Price#costOf}, from
 * token classes that do not overlap. A model without a price is unpriced, which is never the same as free.
 */
@NullMarked
package io.patchbay.catalogue;

import org.jspecify.annotations.NullMarked;
