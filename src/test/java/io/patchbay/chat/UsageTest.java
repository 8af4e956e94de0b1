package io.patchbay.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {

    private static final Usage ONE = new Usage(1, 2, 3, 4, 5, 6, 7, 8, false);

    @Test
    void addsClassByClass() {
        assertThat(ONE.plus(ONE)).isEqualTo(new Usage(2, 4, 6, 8, 10, 12, 14, 16, false));
    }

    @Test
    void isAnEstimateIfAPartIsOne() {
        assertThat(ONE.plus(Usage.estimate(1, 1)).estimated()).isTrue();
        assertThat(Usage.estimate(1, 1).plus(ONE).estimated()).isTrue();
        assertThat(ONE.plus(ONE).estimated()).isFalse();
    }

    @Test
    void totalsCountReasoningWithinTheOutputOnly() {
        assertThat(ONE.totalInput()).isEqualTo(1 + 2 + 3 + 4 + 7);
        assertThat(ONE.totalOutput()).isEqualTo(5 + 8);
    }
}
