/**
 * MicroProfile Health: whether this server can do its own part. Never whether a provider can do its.
 */
@NullMarked
package io.patchbay.health;

import org.jspecify.annotations.NullMarked;
