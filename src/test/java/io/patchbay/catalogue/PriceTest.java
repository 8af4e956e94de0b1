package io.patchbay.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceTest {

    @Test
    void costIsExactInDecimals() {
        Price price = Price.of(new BigDecimal("0.1"), new BigDecimal("0.2"));

        BigDecimal cost = price.costOf(new Usage(1, 0, 0, 0, 1, 0, 0, 0, false));

        assertThat(cost).isEqualByComparingTo("0.0000003");
    }

    @Test
    void eachClassIsBilledAtItsOwnPrice() {
        Price price =
                new Price(usd("2.50"), usd("10"), price("1.25"), price("3"), price("5"), price("40"), price("80"));

        BigDecimal cost = price.costOf(new Usage(1_000_000, 100_000, 10_000, 1_000, 100, 50, 10, 1, false));

        assertThat(cost)
                .isEqualByComparingTo(usd("2.5")
                        .add(usd("0.125"))
                        .add(usd("0.03"))
                        .add(usd("0.005"))
                        .add(usd("0.001"))
                        .add(usd("0.0004"))
                        .add(usd("0.00008")));
    }

    @Test
    void aClassWithoutAPriceCostsWhatItWouldOtherwiseHaveBeen() {
        Price price = Price.of(usd("3"), usd("15"));

        BigDecimal cost = price.costOf(new Usage(0, 1, 1, 1, 0, 0, 1, 1, false));

        assertThat(cost).isEqualByComparingTo("0.000027");
    }

    @Test
    void reasoningIsNotBilledASecondTime() {
        Price price = Price.of(usd("3"), usd("15"));

        BigDecimal thought = price.costOf(new Usage(0, 0, 0, 0, 10, 10, 0, 0, false));
        BigDecimal said = price.costOf(new Usage(0, 0, 0, 0, 10, 0, 0, 0, false));

        assertThat(thought).isEqualByComparingTo(said);
    }

    private static BigDecimal usd(String text) {
        return new BigDecimal(text);
    }

    private static Optional<BigDecimal> price(String text) {
        return Optional.of(usd(text));
    }
}
