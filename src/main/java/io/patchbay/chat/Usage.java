package io.patchbay.chat;

/**
 * Tokens of one call in classes that do not overlap, so that each is billed once. All are counts, zero or more.
 *
 * @param input read afresh: neither from a cache nor written to one, and neither sound nor pictures that the vendor counts
 *     apart
 * @param cacheRead read from the vendor's cache
 * @param cacheWrite5m written to the vendor's cache for five minutes
 * @param cacheWrite1h written to the vendor's cache for an hour
 * @param output text written, reasoning included, sound and pictures not
 * @param reasoning the part of {@code output} that was thought and not said; shown, never billed a second time
 * @param audioInput sound heard
 * @param audioOutput sound spoken
 * @param imageInput pictures seen, where the vendor counts them apart
 * @param imageOutput pictures painted
 * @param serviceTier the tier that served the call, in its vendor's word; blank where the answer names none
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
        long imageInput,
        long imageOutput,
        String serviceTier,
        boolean estimated) {

    public static final Usage NONE = builder().build();

    public static Usage estimate(long input, long output) {
        return builder().input(input).output(output).estimated(true).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Everything that was read, from wherever. */
    public long totalInput() {
        return input + cacheRead + cacheWrite5m + cacheWrite1h + audioInput + imageInput;
    }

    /** Everything that was written. */
    public long totalOutput() {
        return output + audioOutput + imageOutput;
    }

    /** The sum of two calls, an estimate if either is one; of a service tier if that served both. */
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
                imageInput + other.imageInput,
                imageOutput + other.imageOutput,
                tierOfBoth(other),
                estimated || other.estimated);
    }

    /** The same tokens, of calls that this tier served. */
    public Usage servedBy(String tier) {
        return new Usage(
                input,
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                output,
                reasoning,
                audioInput,
                audioOutput,
                imageInput,
                imageOutput,
                tier,
                estimated);
    }

    /** Where nothing was used, no tier served. */
    private String tierOfBoth(Usage other) {
        if (equals(NONE)) {
            return other.serviceTier;
        }
        return other.equals(NONE) || serviceTier.equals(other.serviceTier) ? serviceTier : "";
    }

    /** Zero of whatever is not named. */
    public static final class Builder {

        private long input;
        private long cacheRead;
        private long cacheWrite5m;
        private long cacheWrite1h;
        private long output;
        private long reasoning;
        private long audioInput;
        private long audioOutput;
        private long imageInput;
        private long imageOutput;
        private String serviceTier = "";
        private boolean estimated;

        private Builder() {}

        public Builder input(long tokens) {
            input = tokens;
            return this;
        }

        public Builder cacheRead(long tokens) {
            cacheRead = tokens;
            return this;
        }

        public Builder cacheWrite5m(long tokens) {
            cacheWrite5m = tokens;
            return this;
        }

        public Builder cacheWrite1h(long tokens) {
            cacheWrite1h = tokens;
            return this;
        }

        public Builder output(long tokens) {
            output = tokens;
            return this;
        }

        public Builder reasoning(long tokens) {
            reasoning = tokens;
            return this;
        }

        public Builder audioInput(long tokens) {
            audioInput = tokens;
            return this;
        }

        public Builder audioOutput(long tokens) {
            audioOutput = tokens;
            return this;
        }

        public Builder imageInput(long tokens) {
            imageInput = tokens;
            return this;
        }

        public Builder imageOutput(long tokens) {
            imageOutput = tokens;
            return this;
        }

        public Builder serviceTier(String word) {
            serviceTier = word;
            return this;
        }

        public Builder estimated(boolean value) {
            estimated = value;
            return this;
        }

        public Usage build() {
            return new Usage(
                    input,
                    cacheRead,
                    cacheWrite5m,
                    cacheWrite1h,
                    output,
                    reasoning,
                    audioInput,
                    audioOutput,
                    imageInput,
                    imageOutput,
                    serviceTier,
                    estimated);
        }
    }
}
