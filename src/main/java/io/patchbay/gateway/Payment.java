package io.patchbay.gateway;

import io.patchbay.call.Allowance;
import io.patchbay.call.CallFailed;
import io.patchbay.provider.Ask;
import io.patchbay.provider.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lets a call be made: its caller's limits a minute, and the budgets that pay for its tries. */
final class Payment {

    private @Nullable Funds funds;
    private Allowances.@Nullable Passed passed;
    private Allowance allowance = Allowance.UNLIMITED;

    /** The limits have let it through. */
    void passed(Allowances.Passed taken, Allowance left) {
        passed = taken;
        allowance = left;
    }

    Optional<Allowances.Passed> passed() {
        return Optional.ofNullable(passed);
    }

    /** The limits have not let it through. */
    void refused(Allowance left) {
        allowance = left;
    }

    /** What its caller may still ask for. */
    Allowance allowance() {
        return allowance;
    }

    /** From now on its tries are paid from these. */
    void from(Funds newFunds) {
        funds = newFunds;
    }

    Optional<Funds> funds() {
        return Optional.ofNullable(funds);
    }

    /**
     * Makes sure that there is enough for a try.
     *
     * @return empty if no budget pays for it
     * @throws CallFailed if there is not
     */
    Optional<Tab> cover(Target target, Ask part) {
        return funds().flatMap(given -> given.cover(target, part));
    }

    /** Likewise for a second try of the same trial; whether it may be made. */
    boolean coversAgain(Optional<Tab> tab) {
        return funds == null || tab.isEmpty() || funds.coverAgain(tab.get());
    }
}
