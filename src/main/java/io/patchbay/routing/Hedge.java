package io.patchbay.routing;

import java.time.Duration;
import java.util.Optional;

/**
 * That a second target is asked, too, when the first has shown nothing for a time.
 *
 * @param after the time; empty for the time within which 95 % of the target's recent calls have shown something
 */
public record Hedge(Optional<Duration> after) {}
