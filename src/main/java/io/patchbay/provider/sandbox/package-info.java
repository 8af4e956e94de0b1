/**
 * A provider without network, key or cost, for the first run, demos and drills. It stands behind the transport, so that
 * everything from the dialect to the ledger is as real for it as for any vendor.
 */
@NullMarked
package io.patchbay.provider.sandbox;

import org.jspecify.annotations.NullMarked;
