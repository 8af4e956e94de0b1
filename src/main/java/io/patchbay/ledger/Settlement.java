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
    private final Dimension dimension;
    // The writer's alone, for the try that is under way.
    private boolean tooLate;
    private Optional<BigDecimal> reserved = Optional.empty();
    private Optional<BigDecimal> charged = Optional.empty();

    /**
     * What budgets have to do with a call that has an intent.
     *
     * @param held those at which something is set aside for it
     * @param charges what each is charged with; empty if with all that is set aside, for nobody knows what was used
     */
    record Bill(List<Long> held, Optional<List<Share>> charges) {}

    Settlement(Settled settled, Optional<Bill> bill, Instant giveUpAt) {
        super(giveUpAt);
        this.settled = settled;
        this.bill = bill;
        this.dimension = Dimension.of(settled);
    }

    /** One that waited on disk, and may have been written from there before. */
    static Settlement fromDisk(Settled settled, Optional<Bill> bill) {
        Settlement settlement = new Settlement(settled, bill, Instant.MAX);
        settlement.tried();
        return settlement;
    }

    Optional<Bill> bill() {
        return bill;
    }

    Settled settled() {
        return settled;
    }

    Dimension dimension() {
        return dimension;
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

    /** That of a call whose server died is found again. */
    @Override
    boolean mayWaitOnDisk() {
        return bill.isEmpty() || bill.get().charges().isPresent();
    }

    /**
     * What a budget is charged with.
     *
     * @param setAside there for the call
     */
    BigDecimal charge(long budget, BigDecimal setAside) {
        Optional<List<Share>> charges = bill.flatMap(Bill::charges);
        return charges.isEmpty() ? setAside : of(budget, charges.get());
    }

    private static BigDecimal of(long budget, List<Share> charges) {
        return charges.stream()
                .filter(share -> share.budget() == budget)
                .map(Share::amount)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    void begin() {
        tooLate = false;
        reserved = Optional.empty();
        charged = Optional.empty();
    }

    /** One of its budgets is charged; of several the most counts. */
    void isCharged(BigDecimal setAside, BigDecimal amount) {
        reserved = Optional.of(reserved.map(setAside::max).orElse(setAside));
        charged = Optional.of(charged.map(amount::max).orElse(amount));
    }

    Optional<BigDecimal> reserved() {
        return reserved;
    }

    Optional<BigDecimal> charged() {
        return charged;
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
