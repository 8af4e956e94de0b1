package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SaidTest {

    private static final int WORDS = 10_000;

    @Test
    void aLongAnswerIsEstimatedByItsBeginning() {
        Said said = new Said();

        said.add("word ".repeat(WORDS));

        assertThat(said.tokens()).isBetween(WORDS * 9L / 10, WORDS * 11L / 10);
    }

    @Test
    void itIsTheSameInPiecesAndAtOnce() {
        Said whole = new Said();
        Said pieces = new Said();

        whole.add("word ".repeat(WORDS));
        for (int i = 0; i < WORDS; i++) {
            pieces.add("word ");
        }

        assertThat(pieces.tokens()).isEqualTo(whole.tokens());
    }
}
