package io.patchbay.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.chat.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

    @Test
    void costIsExactInDecimals() {
        Price price = Price.of(new BigDecimal("0.1"), new BigDecimal("0.2"));

        BigDecimal cost = price.costOf(Usage.builder().input(1).output(1).build());

        assertThat(cost).isEqualByComparingTo("0.0000003");
    }

    @Test
    void atMostEachTokenIsOfTheDearestClass() {
        Price price = price(new Rates(
                usd("2.50"),
                usd("10"),
                some("1.25"),
                some("3"),
                some("5"),
                some("40"),
                some("80"),
                Optional.empty(),
                Optional.empty(),
                some("20")));

        assertThat(price.atMost(1_000, 10)).isEqualByComparingTo("0.0408");
    }

    @Test
    void atMostIsInTheDearestTierThatTheInputMayReach() {
        Price price = new Price(
                Rates.of(usd("4"), usd("10")),
                List.of(new Price.Tier(100, Rates.of(usd("3"), usd("20")))),
                Optional.of(usd("1")));

        assertThat(price.atMost(100, 1)).isEqualByComparingTo("1.00041");
        assertThat(price.atMost(101, 1)).isEqualByComparingTo("1.000424");
    }

    @Test
    void eachClassIsBilledAtItsOwnPrice() {
        Price price = price(new Rates(
                usd("2.50"),
                usd("10"),
                some("1.25"),
                some("3"),
                some("5"),
                some("40"),
                some("80"),
                Optional.empty(),
                Optional.empty(),
                some("20")));

        BigDecimal cost = price.costOf(Usage.builder()
                .input(1_000_000)
                .cacheRead(100_000)
                .cacheWrite5m(10_000)
                .cacheWrite1h(1_000)
                .output(100)
                .reasoning(50)
                .audioInput(10)
                .audioOutput(1)
                .build());

        assertThat(cost)
                .isEqualByComparingTo(usd("2.5")
                        .add(usd("0.125"))
                        .add(usd("0.03"))
                        .add(usd("0.005"))
                        .add(usd("0.0005"))
                        .add(usd("0.001"))
                        .add(usd("0.0004"))
                        .add(usd("0.00008")));
    }

    /** Whatever was used, and however it is priced. */
    @Test
    void theLinesAddUpToTheCost() {
        Random random = new Random(20_261_121);
        for (int i = 0; i < 5_000; i++) {
            Price price = new Price(
                    rates(random),
                    List.of(new Price.Tier(random.nextInt(5_000), rates(random))),
                    perhaps(random),
                    Map.of("flex", dollars(random)));
            Usage usage = usage(random);

            List<Price.Line> lines = price.lines(usage);

            assertThat(lines.stream().map(Price.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("%s at %s", usage, price)
                    .isEqualByComparingTo(price.costOf(usage));
            assertThat(lines.stream()
                            .filter(line -> !line.of().equals("request"))
                            .mapToLong(Price.Line::count)
                            .sum())
                    .isEqualTo(usage.totalInput() + usage.totalOutput());
        }
    }

    private static Usage usage(Random random) {
        return new Usage(
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                tokens(random),
                random.nextBoolean() ? "flex" : "",
                false);
    }

    private static long tokens(Random random) {
        return random.nextBoolean() ? 0 : random.nextInt(2_000);
    }

    private static Rates rates(Random random) {
        return new Rates(
                dollars(random),
                dollars(random),
                perhaps(random),
                perhaps(random),
                perhaps(random),
                perhaps(random),
                perhaps(random),
                perhaps(random),
                perhaps(random),
                perhaps(random));
    }

    private static Optional<BigDecimal> perhaps(Random random) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(dollars(random));
    }

    private static BigDecimal dollars(Random random) {
        return BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(7));
    }

    @Test
    void aLineSaysWhatItIsOf() {
        Price price = new Price(Rates.of(usd("2.50"), usd("10")), List.of(), some("0.01"), Map.of("flex", usd("0.5")));

        assertThat(price.lines(
                        Usage.builder().input(4).output(2).serviceTier("flex").build()))
                .containsExactly(
                        new Price.Line("input", 4, usd("2.50"), usd("0.5"), usd("0.000005000")),
                        new Price.Line("output", 2, usd("10"), usd("0.5"), usd("0.0000100")),
                        new Price.Line("request", 1, usd("0.01"), usd("0.5"), usd("0.005")));
    }

    @Test
    void aClassWithoutAPriceCostsWhatItWouldOtherwiseHaveBeen() {
        Price price = Price.of(usd("3"), usd("15"));

        BigDecimal cost = price.costOf(Usage.builder()
                .cacheRead(1)
                .cacheWrite5m(1)
                .cacheWrite1h(1)
                .audioInput(1)
                .audioOutput(1)
                .build());

        assertThat(cost).isEqualByComparingTo("0.000027");
    }

    @Test
    void reasoningIsNotBilledASecondTime() {
        Price price = Price.of(usd("3"), usd("15"));

        BigDecimal thought =
                price.costOf(Usage.builder().output(10).reasoning(10).build());
        BigDecimal said = price.costOf(Usage.builder().output(10).build());

        assertThat(thought).isEqualByComparingTo(said);
    }

    @Test
    void moreThoughtsThanOutputAreNoMoreThanTheOutput() {
        Price price = price(new Rates(
                usd("2"),
                usd("8"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                some("3")));

        assertThat(price.costOf(Usage.builder().output(10).reasoning(11).build()))
                .isEqualByComparingTo("0.00003");
    }

    /** Per million tokens 2 and 10, above 200 tokens of input 4 and 20, above 1,000 tokens 8 and 20. */
    @ParameterizedTest
    @CsvSource({"200, 0, 0.00041", "201, 0, 0.000824", "1, 200, 0.000824", "1000, 0, 0.00402", "500, 501, 0.008028"})
    void theWholeCallIsBilledAtTheTierThatItsInputReaches(long fresh, long cached, BigDecimal cost) {
        Price price = new Price(
                Rates.of(usd("2"), usd("10")), List.of(tier(1_000, "8", "20"), tier(200, "4", "20")), Optional.empty());

        assertThat(price.costOf(
                        Usage.builder().input(fresh).cacheRead(cached).output(1).build()))
                .isEqualByComparingTo(cost);
    }

    private static Price.Tier tier(long above, String input, String output) {
        return new Price.Tier(above, Rates.of(usd(input), usd(output)));
    }

    @Test
    void aRequestCanCostSomethingWhateverItsTokens() {
        Price price = new Price(Rates.of(usd("1"), usd("1")), List.of(), some("0.005"));

        assertThat(price.costOf(Usage.builder().input(1).output(1).build())).isEqualByComparingTo("0.005002");
    }

    private static Price price(Rates rates) {
        return new Price(rates, List.of(), Optional.empty());
    }

    private static BigDecimal usd(String text) {
        return new BigDecimal(text);
    }

    private static Optional<BigDecimal> some(String text) {
        return Optional.of(usd(text));
    }

    @Test
    void picturesHaveRatesOfTheirOwn() {
        Price price = price(new Rates(
                usd("1"),
                usd("2"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                some("10"),
                some("30"),
                Optional.empty()));
        Usage usage = Usage.builder()
                .input(1)
                .imageInput(100)
                .output(1)
                .imageOutput(1_000)
                .build();

        assertThat(price.costOf(usage)).isEqualByComparingTo("0.031003");
        assertThat(price.atMost(101, 1_001)).isEqualByComparingTo("0.03104");
        assertThat(Price.of(usd("1"), usd("2")).costOf(usage))
                .as("as input and output where they have none")
                .isEqualByComparingTo("0.002103");
    }

    @ParameterizedTest
    @CsvSource({"flex, 0.003", "priority, 0.012", "default, 0.006", "'', 0.006"})
    void theTierThatServedACallIsAFactorOnAllOfItsPrice(String tier, BigDecimal cost) {
        Price price = new Price(
                Rates.of(usd("1"), usd("1")),
                List.of(),
                some("0.005"),
                Map.of("flex", usd("0.5"), "priority", usd("2")));

        assertThat(price.costOf(Usage.builder().input(1_000).serviceTier(tier).build()))
                .isEqualByComparingTo(cost);
    }
}
