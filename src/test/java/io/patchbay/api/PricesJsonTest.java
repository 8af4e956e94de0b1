package io.patchbay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.Prices.Dated;
import io.patchbay.catalogue.Rates;
import io.patchbay.dialect.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PricesJsonTest {

    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
    private static final Price ONE = Price.of(BigDecimal.ONE, BigDecimal.TEN);
    private static final Price TWO = new Price(
            Rates.of(BigDecimal.TWO, BigDecimal.TEN),
            List.of(),
            Optional.empty(),
            Map.of("flex", new BigDecimal("0.5")));
    private static final Prices BOTH = new Prices(List.of(new Dated(MAY, ONE), new Dated(JUNE, TWO)));

    private static ObjectNode of(Prices prices, LocalDate today) {
        ObjectNode json = Json.object();
        PricesJson.put(
                new Model(
                        "p",
                        "m",
                        List.of(),
                        "m",
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Set.of(),
                        prices,
                        Optional.empty(),
                        Optional.of(MAY.minusYears(1)),
                        false,
                        Manner.USUAL),
                today,
                json);
        return json;
    }

    @Test
    void tellsThePriceInForceAndThoseToCome() throws Exception {
        assertThat(of(BOTH, JUNE.minusDays(1))).hasToString(Json.read("""
                {"prices": {"input": 1, "output": 10}, "effective_from": "2026-05-01",
                 "later_prices": [{"from": "2026-06-01",
                   "prices": {"input": 2, "output": 10, "service_tiers": {"flex": 0.5}}}]}""").toString());
        assertThat(of(BOTH, JUNE).path("prices").path("input").asInt()).isEqualTo(2);
        assertThat(of(BOTH, JUNE).has("later_prices")).isFalse();
    }

    @Test
    void tellsThatThereIsNoneYet() {
        assertThat(of(BOTH, MAY.minusDays(1)).path("prices").isNull()).isTrue();
    }

    @Test
    void tellsWhenAPriceWithoutADayWasRead() {
        assertThat(of(Prices.always(ONE), MAY).path("effective_from").asText()).isEqualTo("2025-05-01");
    }
}
