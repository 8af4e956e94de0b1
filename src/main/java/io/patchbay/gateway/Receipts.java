package io.patchbay.gateway;

import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.gateway.Receipt.Line;
import io.patchbay.ledger.UsageItem;
import io.patchbay.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does the sums of calls again, as long as the catalogue is the one that they were done with. */
@ApplicationScoped
public class Receipts {

    /** Digits behind the point that the ledger keeps. */
    private static final int KEPT = 18;

    private final Router router;

    @Inject
    Receipts(Router router) {
        this.router = router;
    }

    /** Available only if it comes to the call's cost. */
    public Receipt of(UsageItem call) {
        Catalogue catalogue = router.routes().catalogue();
        if (call.cost().isEmpty() || !call.priceVersion().equals(Optional.of(catalogue.version()))) {
            return Receipt.NONE;
        }
        List<Line> lines = new ArrayList<>();
        for (UsageItem.Try attempt : call.tries()) {
            attempt.usage()
                    .ifPresent(usage -> price(attempt, catalogue)
                            .ifPresent(price ->
                                    price.lines(usage).forEach(line -> lines.add(new Line(attempt.n(), line)))));
        }
        return sum(lines).compareTo(call.cost().get()) == 0 ? new Receipt(true, lines) : Receipt.NONE;
    }

    private static Optional<Price> price(UsageItem.Try attempt, Catalogue catalogue) {
        return catalogue
                .find(attempt.provider(), attempt.model())
                .flatMap(model -> model.price(Prices.day(attempt.startedAt())));
    }

    private static BigDecimal sum(List<Line> lines) {
        return lines.stream()
                .map(line -> line.line().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(KEPT, RoundingMode.HALF_UP);
    }
}
