package io.patchbay.call;

import io.patchbay.chat.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One upstream try at one target.
 *
 * @param model the id under which the catalogue knows the model
 * @param firstEvent from the start to the first event of the answer, where one came
 * @param leftOut fields of the caller's request that the provider refuses and did not get
 * @param continues whether it went on with an answer that an earlier try began
 * @param failure empty if it gave the answer
 * @param usage what the vendor said this try used, or our estimate, where it used something
 */
public record Attempt(
        String provider,
        String model,
        Instant startedAt,
        Duration took,
        Optional<Duration> firstEvent,
        List<String> leftOut,
        boolean continues,
        Optional<Failure> failure,
        Optional<Usage> usage) {}
