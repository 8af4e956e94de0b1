package io.patchbay.chat;

/**
 * Tokens of one call in classes that do not overlap, so that each is billed once. All are counts, zero or more.
 *
 * @param input read afresh: neither from a cache nor written to one, and not audio
 * @param cacheRead read from the vendor's cache
 * @param cacheWrite5m written to the vendor's cache for five minutes
 * @param cacheWrite1h written to the vendor's cache for an hour
 * @param output text written, reasoning included, audio not
 * @param reasoning the part of {@code output} that was thought and not said; shown, never billed a second time
 * @param audioInput sound heard
 * @param audioOutput sound spoken
 * @param estimated true if Patchbay counted because the vendor did not say
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long audioInput,
        long audioOutput,
        boolean estimated) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, false);

    public static Usage estimate(long input, long output) {
        return new Usage(input, 0, 0, 0, output, 0, 0, 0, true);
    }

    /** Everything that was read, from wherever. */
    public long totalInput() {
        return input + cacheRead + cacheWrite5m + cacheWrite1h + audioInput;
    }

    /** Everything that was written. */
    public long totalOutput() {
        return output + audioOutput;
    }

    /** The sum of two calls, an estimate if either is one. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cacheRead + other.cacheRead,
                cacheWrite5m + other.cacheWrite5m,
                cacheWrite1h + other.cacheWrite1h,
                output + other.output,
                reasoning + other.reasoning,
                audioInput + other.audioInput,
                audioOutput + other.audioOutput,
                estimated || other.estimated);
    }
}
