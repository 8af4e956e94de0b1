package io.patchbay.budget;

/** What is known, before it is made, of what an attempt can cost. */
public sealed interface Bound permits Ceiling, Bound.Unbounded, Bound.Unpriced {

    /**
     * There is no most: it may bill more than tokens, or any number of them.
     *
     * @param detail a sentence for the caller
     * @param param the field that makes it so, such as {@code service_tier}
     */
    record Unbounded(String detail, String param) implements Bound {}

    /**
     * Nobody knows what it costs.
     *
     * @param detail a sentence for the caller
     */
    record Unpriced(String detail) implements Bound {}
}
