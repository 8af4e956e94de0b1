package io.patchbay.provider;

import java.time.Instant;

/**
 * Whether and how long a target is better left alone.
 *
 * @param refused true if it must not be asked, false if it comes last
 */
public record Cooling(Instant until, boolean refused) {}
