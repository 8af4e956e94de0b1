/**
 * What stands between an injected model and whoever answers it. All that is the same in process and across the network
 * (records, JSON, streams, options) is here once; an {@link io.patchbay.inject.engine.Engine} is all that differs. Not for
 * applications.
 */
@NullMarked
package io.patchbay.inject.engine;

import org.jspecify.annotations.NullMarked;
