package io.patchbay.gateway;

import io.patchbay.budget.Share;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.ledger.Reservations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One budget, in memory. */
final class Purse implements Reservations {

    static final long BUDGET = 7;

    final List<String> log = new ArrayList<>();
    BigDecimal amount = BigDecimal.ZERO;
    BigDecimal reserved = BigDecimal.ZERO;
    BigDecimal spent = BigDecimal.ZERO;

    private final List<Settled> rows;

    Purse(List<Settled> rows) {
        this.rows = rows;
    }

    @Override
    public synchronized void reserve(Intent intent, List<Share> shares) {
        log.add("reserve");
        take(shares);
    }

    @Override
    public synchronized void raise(Intent intent, List<Share> shares) {
        log.add("raise");
        take(shares);
    }

    private void take(List<Share> shares) {
        BigDecimal wanted = of(shares);
        if (wanted.add(spent).compareTo(amount) > 0) {
            throw CallFailed.of(new Failure.OverBudget("not enough left", Optional.empty()));
        }
        reserved = wanted;
    }

    @Override
    public synchronized void settle(Settled settled, List<Long> held, List<Share> charges) {
        log.add("settle");
        reserved = BigDecimal.ZERO;
        spent = spent.add(of(charges));
        rows.add(settled);
    }

    private static BigDecimal of(List<Share> shares) {
        return shares.stream()
                .filter(share -> share.budget() == BUDGET)
                .map(Share::amount)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }
}
