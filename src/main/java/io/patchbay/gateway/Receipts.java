package io.patchbay.gateway;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.gateway.Receipt.Line;
import io.patchbay.ledger.PriceVersions;
import io.patchbay.ledger.UsageItem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does the sums of calls again, by the prices of the version that they were done with. */
@ApplicationScoped
public class Receipts {

    private final PriceVersions versions;

    @Inject
    Receipts(PriceVersions versions) {
        this.versions = versions;
    }

    /** Available only if it comes to the call's cost. */
    public Receipt of(UsageItem call) {
        Optional<BigDecimal> cost = call.cost();
        Optional<Catalogue> catalogue =
                cost.isEmpty() ? Optional.empty() : call.priceVersion().flatMap(versions::find);
        Optional<BigDecimal> anew = catalogue.flatMap(call::costBy);
        return anew.isPresent() && anew.get().compareTo(cost.orElseThrow()) == 0
                ? new Receipt(true, lines(call, catalogue.orElseThrow()))
                : Receipt.NONE;
    }

    private static List<Line> lines(UsageItem call, Catalogue catalogue) {
        List<Line> lines = new ArrayList<>();
        for (UsageItem.Try attempt : call.tries()) {
            attempt.usage()
                    .ifPresent(usage -> attempt.priceBy(catalogue)
                            .ifPresent(price ->
                                    price.lines(usage).forEach(line -> lines.add(new Line(attempt.n(), line)))));
        }
        return lines;
    }
}
