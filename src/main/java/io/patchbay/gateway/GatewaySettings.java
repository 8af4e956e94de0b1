package io.patchbay.gateway;

import java.time.Duration;

/**
 * Bounds of a call that no row may exceed.
 *
 * @param deadline the longest that a call takes, all its attempts together
 * @param maxAttempts upstream tries of one call
 * @param maxConcurrent calls at once, of all callers to all providers, streams to their end
 * @param slowReader how long the reader of a stream may take nothing of it before it is given up
 */
public record GatewaySettings(Duration deadline, int maxAttempts, int maxConcurrent, Duration slowReader) {}
