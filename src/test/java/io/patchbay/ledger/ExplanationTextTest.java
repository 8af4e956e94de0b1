package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Explanation;
import io.patchbay.call.Resolution;
import io.patchbay.call.Skip;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {

    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> M = Optional.of("m");

    private static Explanation of(Resolution resolution, String resolved, Skip... skipped) {
        return new Explanation(Optional.of(resolution), Optional.of(resolved), List.of(skipped), 0);
    }

    @Test
    void whatTheOtherColumnsTellNeedsNoText() {
        assertThat(ExplanationText.of(of(Resolution.PREFIX, "m"), M, M)).isEmpty();
        assertThat(ExplanationText.of(of(Resolution.ALIAS, "fast"), Optional.of("fast"), M))
                .isEmpty();
        assertThat(ExplanationText.of(of(Resolution.PINNED, "a/m"), Optional.of("@p/a/m"), M))
                .isEmpty();
        assertThat(ExplanationText.of(of(Resolution.DEFAULT, "m"), NONE, M)).isEmpty();
        assertThat(ExplanationText.of(Explanation.NONE, M, M)).isEmpty();
        assertThat(ExplanationText.of(of(Resolution.DEFAULT, "m"), NONE, Optional.of("other")))
                .isPresent();
        assertThat(ExplanationText.of(of(Resolution.PREFIX, "m", Skip.of("p", "m", "not_available")), M, M))
                .isPresent();
    }

    @Test
    void isReadAsItWasWritten() {
        Skip resting = new Skip("p", "m", "resting", Optional.of("throttled"), Optional.of(Instant.EPOCH));
        for (Explanation explanation : List.of(
                of(Resolution.PREFIX, "m"),
                of(Resolution.DEFAULT, "other"),
                of(Resolution.CATALOGUE, "m", Skip.of("p", "m", "not_available"), resting),
                new Explanation(Optional.of(Resolution.ALIAS), Optional.of("fast"), List.of(resting), 7))) {
            Optional<String> text = ExplanationText.of(explanation, M, M);

            assertThat(ExplanationText.explanation(explanation.resolution(), text, M, M))
                    .isEqualTo(explanation);
        }
    }

    @Test
    void whatIsTooLongForTheColumnIsShortenedAndCounted() {
        Skip[] many = IntStream.range(0, 64)
                .mapToObj(i -> Skip.of("p" + i, "m".repeat(256), "not_available"))
                .toArray(Skip[]::new);

        Optional<String> text = ExplanationText.of(of(Resolution.PREFIX, "m", many), M, M);

        assertThat(text.orElseThrow()).hasSizeLessThanOrEqualTo(8_000);
        Explanation read = ExplanationText.explanation(Optional.of(Resolution.PREFIX), text, M, M);
        assertThat(read.skipped()).hasSize(16);
        assertThat(read.more()).isEqualTo(48);
    }
}
