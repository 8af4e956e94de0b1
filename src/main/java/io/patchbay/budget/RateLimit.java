package io.patchbay.budget;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * How much somebody may ask for in any 60 seconds.
 *
 * @param subject whose it is, such as {@code key:key_abc}: those with the same one share it
 * @param described the same for people, such as {@code the team 'search'}
 * @param requests calls; empty for any number
 * @param tokens read and written; empty for any number
 */
public record RateLimit(String subject, String described, OptionalLong requests, OptionalLong tokens) {
    public RateLimit {
        requireNonNull(subject, "subject is null");
        requireNonNull(described, "described is null");
    }
}
