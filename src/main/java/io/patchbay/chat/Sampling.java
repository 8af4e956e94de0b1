package io.patchbay.chat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the model chooses its words; what is empty is left to the vendor.
 *
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param maxTokens the most tokens of output, reasoning included, at least 1
 * @param stop texts that end the answer
 * @param n how many answers are wanted
 */
public record Sampling(
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalLong seed,
        OptionalInt maxTokens,
        List<String> stop,
        OptionalInt n) {

    public static final Sampling DEFAULT = new Sampling(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            List.of(),
            OptionalInt.empty());

    public Sampling {
        stop = List.copyOf(stop);
    }

    public Sampling withTemperature(double value) {
        return new Sampling(OptionalDouble.of(value), topP, seed, maxTokens, stop, n);
    }

    public Sampling withTopP(double value) {
        return new Sampling(temperature, OptionalDouble.of(value), seed, maxTokens, stop, n);
    }

    public Sampling withSeed(long value) {
        return new Sampling(temperature, topP, OptionalLong.of(value), maxTokens, stop, n);
    }

    public Sampling withMaxTokens(int value) {
        return new Sampling(temperature, topP, seed, OptionalInt.of(value), stop, n);
    }

    public Sampling withStop(List<String> value) {
        return new Sampling(temperature, topP, seed, maxTokens, value, n);
    }

    public Sampling withN(int value) {
        return new Sampling(temperature, topP, seed, maxTokens, stop, OptionalInt.of(value));
    }
}
