package io.patchbay.catalogue.update;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.catalogue.Rates;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Prices of one model as a source quotes them, in US dollars per million tokens, until they are understood. */
final class Quotes {

    /** The classes of tokens that have rates. */
    enum Of {
        INPUT,
        OUTPUT,
        CACHE_READ,
        CACHE_WRITE_5M,
        CACHE_WRITE_1H,
        AUDIO_INPUT,
        AUDIO_OUTPUT,
        IMAGE_INPUT,
        IMAGE_OUTPUT,
        REASONING
    }

    private final Map<Of, BigDecimal> quoted = new EnumMap<>(Of.class);

    Quotes perMillion(Of of, JsonNode dollars) {
        decimal(dollars).ifPresent(value -> quoted.put(of, plain(value)));
        return this;
    }

    Quotes perToken(Of of, JsonNode dollars) {
        decimal(dollars).ifPresent(value -> quoted.put(of, plain(value.movePointRight(6))));
        return this;
    }

    /** @return empty where the source has no number */
    static Optional<BigDecimal> decimal(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        return node.isTextual() && node.asText().matches("\\d+(\\.\\d+)?([eE]-?\\d+)?")
                ? Optional.of(new BigDecimal(node.asText()))
                : Optional.empty();
    }

    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    Quotes put(Of of, BigDecimal perMillion) {
        quoted.put(of, plain(perMillion));
        return this;
    }

    boolean isEmpty() {
        return quoted.isEmpty();
    }

    /** Rates of a model that its vendor calls free. */
    Optional<Rates> evenIfFree() {
        return Optional.ofNullable(quoted.get(Of.INPUT))
                .flatMap(input -> Optional.ofNullable(quoted.get(Of.OUTPUT)).map(output -> rates(input, output)));
    }

    /** Nobody who lists prices of others knows that one is zero: a zero there means that the price is not known. */
    Optional<Rates> rates() {
        return evenIfFree()
                .filter(rates -> rates.input().signum() > 0 || rates.output().signum() > 0);
    }

    /** A price that says nothing new is left out, and so is that of a cache that seems to be read for nothing. */
    private Rates rates(BigDecimal input, BigDecimal output) {
        return new Rates(
                input,
                output,
                quote(Of.CACHE_READ).filter(price -> price.signum() > 0 && differ(price, input)),
                quote(Of.CACHE_WRITE_5M).filter(price -> isForWriting(price, input)),
                quote(Of.CACHE_WRITE_1H).filter(price -> isForWriting(price, input)),
                quote(Of.AUDIO_INPUT).filter(price -> price.signum() > 0 && differ(price, input)),
                quote(Of.AUDIO_OUTPUT).filter(price -> price.signum() > 0 && differ(price, output)),
                quote(Of.IMAGE_INPUT).filter(price -> price.signum() > 0 && differ(price, input)),
                quote(Of.IMAGE_OUTPUT).filter(price -> price.signum() > 0 && differ(price, output)),
                quote(Of.REASONING).filter(price -> price.signum() > 0 && differ(price, output)));
    }

    /**
     * Below the price of input it is one of storage, beside which the tokens are billed as input. No vendor takes more
     * than twice the price of input; many times as much is another model's price.
     */
    private static boolean isForWriting(BigDecimal price, BigDecimal input) {
        return price.compareTo(input) > 0 && price.compareTo(input.multiply(BigDecimal.valueOf(3))) <= 0;
    }

    private Optional<BigDecimal> quote(Of of) {
        return Optional.ofNullable(quoted.get(of));
    }

    private static boolean differ(BigDecimal a, BigDecimal b) {
        return a.compareTo(b) != 0;
    }
}
