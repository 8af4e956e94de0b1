package io.patchbay.config;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What other currencies are worth, {@code patchbay.currencies}. Prices are converted where they are read, so that costs
 * and budgets are US dollars everywhere.
 *
 * @param dollars for one unit, by the currency's code
 */
record Currencies(Map<String, BigDecimal> dollars) {

    /** The one that all others are converted to. */
    private static final String OWN = "USD";

    static final Currencies NONE = new Currencies(Map.of());

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    static Currencies read(Section section) {
        Map<String, BigDecimal> dollars = new HashMap<>();
        section.json()
                .fieldNames()
                .forEachRemaining(code -> rate(section, code).ifPresent(rate -> dollars.put(code, rate)));
        return new Currencies(Map.copyOf(dollars));
    }

    private static Optional<BigDecimal> rate(Section section, String code) {
        if (!CODE.matcher(code).matches() || code.equals(OWN)) {
            section.text(code);
            section.problem(code, "", "a currency's code such as EUR is expected, other than " + OWN);
            return Optional.empty();
        }
        return section.value(
                code,
                "the US dollars that one " + code + " is worth are expected, such as 1.09",
                text -> Values.price(text).filter(rate -> rate.signum() > 0));
    }

    /** What one unit of the price's currency is worth; an unknown one is a mistake. */
    BigDecimal dollars(Section prices) {
        String code = prices.text("currency").orElse(OWN);
        BigDecimal rate = code.equals(OWN) ? BigDecimal.ONE : dollars.get(code);
        if (rate == null) {
            prices.problem(
                    "currency",
                    code,
                    "nobody knows what it is worth; set '%s' to the US dollars for one"
                            .formatted(Key.of(Key.ROOT + ".currencies", code)));
            return BigDecimal.ONE;
        }
        return rate;
    }
}
