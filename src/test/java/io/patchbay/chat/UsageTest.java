package io.patchbay.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {

    private static final Usage ONE = Usage.builder()
            .input(1)
            .cacheRead(2)
            .cacheWrite5m(3)
            .cacheWrite1h(4)
            .output(5)
            .reasoning(6)
            .audioInput(7)
            .audioOutput(8)
            .imageInput(9)
            .imageOutput(10)
            .build();

    @Test
    void addsClassByClass() {
        assertThat(ONE.plus(ONE))
                .isEqualTo(Usage.builder()
                        .input(2)
                        .cacheRead(4)
                        .cacheWrite5m(6)
                        .cacheWrite1h(8)
                        .output(10)
                        .reasoning(12)
                        .audioInput(14)
                        .audioOutput(16)
                        .imageInput(18)
                        .imageOutput(20)
                        .build());
    }

    @Test
    void isAnEstimateIfAPartIsOne() {
        assertThat(ONE.plus(Usage.estimate(1, 1)).estimated()).isTrue();
        assertThat(Usage.estimate(1, 1).plus(ONE).estimated()).isTrue();
        assertThat(ONE.plus(ONE).estimated()).isFalse();
    }

    @Test
    void totalsCountReasoningWithinTheOutputOnly() {
        assertThat(ONE.totalInput()).isEqualTo(1 + 2 + 3 + 4 + 7 + 9);
        assertThat(ONE.totalOutput()).isEqualTo(5 + 8 + 10);
    }

    @Test
    void isOfAServiceTierThatServedAllOfIt() {
        Usage flex = Usage.builder().input(1).serviceTier("flex").build();
        Usage usual = Usage.builder().input(1).serviceTier("default").build();

        assertThat(flex.plus(flex).serviceTier()).isEqualTo("flex");
        assertThat(Usage.NONE.plus(flex).plus(Usage.NONE).serviceTier()).isEqualTo("flex");
        assertThat(flex.plus(usual).serviceTier()).isEmpty();
        assertThat(flex.plus(ONE).serviceTier()).isEmpty();
    }
}
