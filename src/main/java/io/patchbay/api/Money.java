package io.patchbay.api;

import java.math.BigDecimal;

/** US dollars as texts, since clients read numbers as binary fractions. */
final class Money {

    private Money() {}

    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
