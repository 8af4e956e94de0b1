/**
 * The one database and its tables, for those who keep something there. A package of its own, so that the ledger and the
 * directory of keys need not know each other.
 */
@NullMarked
package io.patchbay.database;

import org.jspecify.annotations.NullMarked;
