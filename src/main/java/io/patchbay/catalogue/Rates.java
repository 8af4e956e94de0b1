package io.patchbay.catalogue;

import io.patchbay.catalogue.Price.Line;
import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * US dollars per million tokens, for each class of {@link Usage}. A class without a price of its own is billed as the
 * class that it would otherwise have been: cached input, sound and pictures that are read as input; sound
 * and pictures that are made, and thoughts, as output.
 */
public record Rates(
        BigDecimal input,
        BigDecimal output,
        Optional<BigDecimal> cacheRead,
        Optional<BigDecimal> cacheWrite5m,
        Optional<BigDecimal> cacheWrite1h,
        Optional<BigDecimal> audioInput,
        Optional<BigDecimal> audioOutput,
        Optional<BigDecimal> imageInput,
        Optional<BigDecimal> imageOutput,
        Optional<BigDecimal> reasoning) {

    private static final int MILLION = 6;

    public static Rates of(BigDecimal input, BigDecimal output) {
        return new Rates(
                input,
                output,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** In US dollars, unrounded. */
    BigDecimal costOf(Usage usage) {
        return times(usage.input(), input)
                .add(times(usage.cacheRead(), cacheRead.orElse(input)))
                .add(times(usage.cacheWrite5m(), cacheWrite5m.orElse(input)))
                .add(times(usage.cacheWrite1h(), cacheWrite1h.orElse(input)))
                .add(times(usage.audioInput(), audioInput.orElse(input)))
                .add(times(usage.imageInput(), imageInput.orElse(input)))
                .add(times(usage.output() - thought(usage), output))
                .add(times(thought(usage), reasoning.orElse(output)))
                .add(times(usage.audioOutput(), audioOutput.orElse(output)))
                .add(times(usage.imageOutput(), imageOutput.orElse(output)));
    }

    /** The same, class by class, of those that were used. */
    List<Line> lines(Usage usage, BigDecimal factor) {
        List<Line> lines = new ArrayList<>();
        line("input", usage.input(), input, factor, lines);
        line("cache_read", usage.cacheRead(), cacheRead.orElse(input), factor, lines);
        line("cache_write_5m", usage.cacheWrite5m(), cacheWrite5m.orElse(input), factor, lines);
        line("cache_write_1h", usage.cacheWrite1h(), cacheWrite1h.orElse(input), factor, lines);
        line("audio_input", usage.audioInput(), audioInput.orElse(input), factor, lines);
        line("image_input", usage.imageInput(), imageInput.orElse(input), factor, lines);
        line("output", usage.output() - thought(usage), output, factor, lines);
        line("reasoning", thought(usage), reasoning.orElse(output), factor, lines);
        line("audio_output", usage.audioOutput(), audioOutput.orElse(output), factor, lines);
        line("image_output", usage.imageOutput(), imageOutput.orElse(output), factor, lines);
        return lines;
    }

    private static void line(
            String tokenClass, long tokens, BigDecimal perMillion, BigDecimal factor, List<Line> lines) {
        if (tokens != 0) {
            BigDecimal amount = times(tokens, perMillion).multiply(factor);
            lines.add(new Line(tokenClass, tokens, perMillion, factor, amount));
        }
    }

    BigDecimal dearestInput() {
        return dearest(input, cacheRead, cacheWrite5m, cacheWrite1h, audioInput, imageInput);
    }

    BigDecimal dearestOutput() {
        return dearest(output, audioOutput, imageOutput, reasoning);
    }

    @SafeVarargs
    private static BigDecimal dearest(BigDecimal usual, Optional<BigDecimal>... others) {
        return Stream.of(others).flatMap(Optional::stream).reduce(usual, BigDecimal::max);
    }

    /** A part of the output, also if a vendor counts more thoughts than it counts output. */
    private static long thought(Usage usage) {
        return Math.min(usage.reasoning(), usage.output());
    }

    static BigDecimal times(long tokens, BigDecimal perMillion) {
        return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
    }
}
