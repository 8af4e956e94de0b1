/**
 * The one place that reads MicroProfile Config. It turns built-in rows, the operator's file and the environment into the
 * settings records that stand beside the features they set, all or nothing: a configuration with an error is refused
 * with all of its errors at once.
 */
@NullMarked
package io.patchbay.config;

import org.jspecify.annotations.NullMarked;
