package io.patchbay.gateway;

import io.patchbay.budget.Bound;
import io.patchbay.budget.Budget;
import io.patchbay.budget.Ceiling;
import io.patchbay.budget.Ceilings;
import io.patchbay.budget.Standing;
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
import io.patchbay.gateway.Quote.Payer;
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
import java.util.stream.IntStream;

/** Says what would become of a request, its route and its price, without asking anybody. */
@ApplicationScoped
public class Quotes {

    private final Router router;
    private final Abilities abilities;
    private final MeansSource means;
    private final Clock clock;

    @Inject
    Quotes(Router router, Abilities abilities, MeansSource means, Clock clock) {
        this.means = means;
        this.clock = clock;
        this.router = router;
        this.abilities = abilities;
    }

    /**
     * @throws io.patchbay.routing.UnknownModel if its model id leads nowhere
     * @throws CallFailed with {@link Failure.NoTarget} if nobody could be asked now, {@link Failure.LedgerUnavailable} if it is not known
     *     what its caller has to ask with
     */
    public Quote of(Call call, ChatRequest request) {
        Plan plan = router.plan(call.model(), call.useFallback(), call.caller().rights());
        Means own = means.of(call.caller(), plan.first());
        LocalDate today = Prices.day(clock.instant());
        List<Stop> route = plan.targets().stream()
                .map(target -> stop(target, request, call.caller().rights(), today))
                .toList();
        return new Quote(
                plan.modelId(),
                route,
                smallest(plan, route, today),
                largest(route),
                plan.priceVersion(),
                payers(plan, route, own),
                own.allowance(),
                new Ask.Chat(request).expectedTokens());
    }

    private static List<Payer> payers(Plan plan, List<Stop> route, Means own) {
        return own.budgets().stream()
                .map(standing -> payer(standing, paid(standing.budget(), plan, route), route.getFirst()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Stop> paid(Budget budget, Plan plan, List<Stop> route) {
        return IntStream.range(0, route.size())
                .filter(i -> budget.isFor(plan.targets().get(i).names()))
                .mapToObj(route::get)
                .toList();
    }

    /** As {@link Funds} has it: without a bound at the first target there is no call, and the dearest of all has to fit. */
    private static Optional<Payer> payer(Standing standing, List<Stop> paid, Stop first) {
        if (paid.isEmpty()) {
            return Optional.empty();
        }
        if (paid.getFirst() == first && !(first.bound() instanceof Ceiling)) {
            return Optional.of(new Payer(standing, Optional.empty()));
        }
        BigDecimal needed = BigDecimal.ZERO;
        for (Stop stop : paid) {
            needed = stop.bound() instanceof Ceiling ceiling ? needed.max(ceiling.cost()) : needed;
        }
        return Optional.of(new Payer(standing, Optional.of(needed)));
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
