package io.patchbay.provider;

import java.time.Instant;

/**
 * How long and why a target is better left alone.
 *
 * @param refused true if it must not be asked, false if it comes last
 * @param because the code of the failure that was the cause, such as {@code throttled}
 */
public record Cooling(Instant until, boolean refused, String because) {}
