/**
 * Brings the catalogue's files up to date from public lists of models and prices, and compares two such lists. It is run
 * by hand and its result is reviewed, so it stands beside the tests and not in the product. No list is trusted alone: a
 * row of {@link io.patchbay.catalogue.update.Row} says which list knows its models, and in which order prices are
 * believed.
 */
@NullMarked
package io.patchbay.catalogue.update;

import org.jspecify.annotations.NullMarked;
