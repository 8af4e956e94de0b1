package io.patchbay.gateway;

import io.patchbay.budget.Bound;
import io.patchbay.budget.Ceiling;
import io.patchbay.budget.Ceilings;
import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Rights;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Need;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.TokenCount;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Usage;
import io.patchbay.gateway.Quote.Stop;
import io.patchbay.provider.Ask;
import io.patchbay.provider.Target;
import io.patchbay.routing.Plan;
import io.patchbay.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Says what would become of a request, its route and its price, without asking anybody. */
@ApplicationScoped
public class Quotes {

    private final Router router;
    private final Abilities abilities;
    private final Clock clock;

    @Inject
    Quotes(Router router, Abilities abilities, Clock clock) {
        this.clock = clock;
        this.router = router;
        this.abilities = abilities;
    }

    /**
     * @throws io.patchbay.routing.UnknownModel if its model id leads nowhere
     * @throws CallFailed with {@link Failure.NoTarget} if nobody could be asked now
     */
    public Quote of(Call call, ChatRequest request) {
        Plan plan = router.plan(call.model(), call.useFallback(), call.caller().rights());
        LocalDate today = Prices.day(clock.instant());
        List<Stop> route = plan.targets().stream()
                .map(target -> stop(target, request, call.caller().rights(), today))
                .toList();
        return new Quote(plan.modelId(), route, smallest(plan, route, today), largest(route), plan.priceVersion());
    }

    private Stop stop(Target target, ChatRequest request, Rights rights, LocalDate today) {
        return new Stop(
                target.provider().id(),
                target.modelId(),
                TokenCount.tally(request, target.wireId()),
                target.model().map(Model::contextWindow).orElseGet(OptionalInt::empty),
                abilities
                        .lacking(target, new Ask.Chat(request), Need.of(request), rights)
                        .map(Failure::detail),
                Ceilings.counted(request, target.place(today)));
    }

    /** Whatever is written, the input is read; from a cache at the best. */
    private static Optional<BigDecimal> smallest(Plan plan, List<Stop> route, LocalDate today) {
        for (int i = 0; i < route.size(); i++) {
            Stop stop = route.get(i);
            if (stop.canAnswer()) {
                return plan.targets()
                        .get(i)
                        .model()
                        .flatMap(model -> model.price(today))
                        .map(price -> inputAlone(price, stop.tokens().input()));
            }
        }
        return Optional.empty();
    }

    private static BigDecimal inputAlone(Price price, long tokens) {
        BigDecimal anew = price.costOf(Usage.estimate(tokens, 0));
        BigDecimal cached =
                price.costOf(Usage.builder().cacheRead(tokens).estimated(true).build());
        return anew.min(cached);
    }

    private static Optional<BigDecimal> largest(List<Stop> route) {
        BigDecimal largest = BigDecimal.ZERO;
        for (Stop stop : route) {
            Bound bound = stop.bound();
            if (stop.canAnswer() && !(bound instanceof Ceiling)) {
                return Optional.empty();
            }
            if (stop.canAnswer() && bound instanceof Ceiling ceiling) {
                largest = largest.max(ceiling.cost());
            }
        }
        return Optional.of(largest);
    }
}
