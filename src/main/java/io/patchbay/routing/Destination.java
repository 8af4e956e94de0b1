package io.patchbay.routing;

import java.util.OptionalInt;

/**
 * Where the next call of a model goes first.
 *
 * @param contextWindow tokens; empty if the catalogue does not say
 * @param healthy whether the call would be let through, from what earlier ones have shown
 */
public record Destination(String provider, String model, OptionalInt contextWindow, boolean healthy) {}
