package io.patchbay.api;

import java.time.Duration;

/**
 * How the REST face treats its callers.
 *
 * @param maxBody bytes of a request's body, at most
 * @param commitAfter when a stream's response is begun although nothing has come of it yet
 * @param keepAlive between two comments that keep a silent stream's connection open
 */
public record RestSettings(long maxBody, Duration commitAfter, Duration keepAlive) {}
