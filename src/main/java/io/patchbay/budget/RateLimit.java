package io.patchbay.budget;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * How much somebody may ask for in any 60 seconds.
 *
 * @param subject whose it is, such as {@code key:key_abc}: those with the same one share it
 * @param requests calls; empty for any number
 * @param tokens read and written; empty for any number
 */
public record RateLimit(String subject, OptionalLong requests, OptionalLong tokens) {
    public RateLimit {
        requireNonNull(subject, "subject is null");
    }
}
