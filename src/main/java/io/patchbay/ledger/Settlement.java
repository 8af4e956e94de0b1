package io.patchbay.ledger;

import io.patchbay.budget.Share;
import io.patchbay.call.Settled;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A call on its way to its row. */
final class Settlement extends Entry {

    private final Settled settled;
    private final Optional<Bill> bill;
    // The writer's alone, for the try that is under way.
    private boolean tooLate;
    private Optional<BigDecimal> reserved = Optional.empty();

    /**
     * What budgets have to do with a call that has an intent.
     *
     * @param held those at which something is set aside for it
     * @param charges what each is charged with
     */
    record Bill(List<Long> held, List<Share> charges) {}

    Settlement(Settled settled, Optional<Bill> bill, Instant giveUpAt) {
        super(giveUpAt);
        this.settled = settled;
        this.bill = bill;
    }

    Settled settled() {
        return settled;
    }

    @Override
    UUID callId() {
        return settled.id();
    }

    @Override
    String requestId() {
        return settled.call().requestId();
    }

    @Override
    Collection<Long> budgets() {
        return bill.map(Bill::held).orElse(List.of());
    }

    @Override
    boolean concernsMoney() {
        return bill.isPresent();
    }

    @Override
    boolean mayHaveToBeUndone() {
        return false; // The tokens were used, whatever the caller was told.
    }

    BigDecimal charge(long budget) {
        return bill.stream()
                .flatMap(it -> it.charges().stream())
                .filter(share -> share.budget() == budget)
                .map(Share::amount)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** The most that a budget was charged with; empty where there is none. */
    Optional<BigDecimal> charged() {
        return bill.flatMap(it -> it.charges().stream().map(Share::amount).max(BigDecimal::compareTo));
    }

    void begin() {
        tooLate = false;
        reserved = Optional.empty();
    }

    /** What was set aside at one of its budgets; the most of them counts. */
    void wasReserved(BigDecimal amount) {
        reserved = Optional.of(reserved.map(amount::max).orElse(amount));
    }

    Optional<BigDecimal> reserved() {
        return reserved;
    }

    /** Somebody else has settled the call. */
    void comesTooLate() {
        tooLate = true;
    }

    boolean isTooLate() {
        return tooLate;
    }

    @Override
    boolean written() {
        if (tooLate) {
            refused("the call was given up as that of a server that died");
        }
        return super.written();
    }
}
