package io.patchbay.gateway;

import io.patchbay.budget.Assignments;
import io.patchbay.budget.Budget;
import io.patchbay.budget.Holder;
import io.patchbay.budget.Period;
import io.patchbay.budget.RateLimit;
import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.CallFailed.CallerFault;
import io.patchbay.call.Caller;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.OnCut;
import io.patchbay.catalogue.Patience;
import io.patchbay.catalogue.Prices;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Reply;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.ledger.Ledger;
import io.patchbay.ledger.LedgerSettings;
import io.patchbay.ledger.LedgerSettings.OnOutage;
import io.patchbay.ledger.LedgerSettings.Retention;
import io.patchbay.provider.BeansForTests;
import io.patchbay.provider.HealthForTests;
import io.patchbay.provider.Provider;
import io.patchbay.provider.ProviderBeans;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.RetryBudget;
import io.patchbay.provider.Target;
import io.patchbay.provider.Turnstile;
import io.patchbay.routing.Alias;
import io.patchbay.routing.Hedge;
import io.patchbay.routing.Router;
import io.patchbay.routing.RoutersForTests;
import io.patchbay.routing.Routes;
import io.patchbay.routing.Routes.FallbackSettings;
import io.patchbay.routing.Routes.FallbackSettings.Step;
import io.patchbay.testing.Rows;
import io.patchbay.testing.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A whole gateway without a container: providers are functions, the ledger is a list. */
final class GatewayBench {

    static final ChatRequest HI = ChatRequest.of("Hi");

    final TestClock clock = new TestClock();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<Settled> ledger = new CopyOnWriteArrayList<>();

    private final HealthForTests health = new HealthForTests(clock);
    private final Map<String, Provider> beans = new LinkedHashMap<>();
    private final List<Model> models = new ArrayList<>();
    private GatewaySettings settings = new GatewaySettings(Duration.ofMinutes(1), 4, 100, Duration.ofMillis(300));
    private double retryBudget = 1;
    final UnderWay underWay = new UnderWay();
    final Turnstile turnstile = new Turnstile(clock);

    private Ledger writer = ledger::add;
    private Assignments<Budget> budgets = Assignments.none();
    final Purse purse = new Purse(ledger);
    private List<RateLimit> limits = List.of();
    final FakePassages passages = new FakePassages();
    private OnCut onCut = OnCut.FAIL;
    private Optional<Hedge> hedge = Optional.empty();

    /** Adds a provider; all are asked in the order in which they were added. */
    GatewayBench provider(String id, Provider provider) {
        return provider(id, 100_000, provider);
    }

    GatewayBench provider(String id, int contextWindow, Provider provider) {
        beans.put(id, provider);
        models.add(Rows.model(id, "m", "m", contextWindow));
        return this;
    }

    /** What the model of the provider that was added last can do. */
    GatewayBench able(Capability... abilities) {
        models.addLast(models.removeLast().able(Set.of(abilities)));
        return this;
    }

    /** Every call is paid from this much, or those of these models. */
    GatewayBench budget(String amount, String... models) {
        budgets = new Assignments<>(List.of(new Budget(
                Purse.BUDGET,
                Holder.EVERYBODY,
                List.of(models),
                Period.DAY,
                ZoneOffset.UTC,
                new BigDecimal(amount),
                List.of())));
        purse.amount = new BigDecimal(amount);
        return this;
    }

    /** Every caller may have so many calls and tokens a minute. */
    GatewayBench limit(long requests, long tokens) {
        limits = List.of(new RateLimit("all", "all", OptionalLong.of(requests), OptionalLong.of(tokens)));
        return this;
    }

    /** Nobody knows what the model of the provider that was added last costs. */
    GatewayBench unpriced() {
        return priced(Prices.UNKNOWN);
    }

    /** What the model of the provider that was added last costs. */
    GatewayBench priced(Prices prices) {
        Model model = models.removeLast();
        models.addLast(new Model(
                model.provider(),
                model.id(),
                model.also(),
                model.wireId(),
                model.contextWindow(),
                model.outputLimit(),
                model.capabilities(),
                prices,
                model.source(),
                model.effectiveFrom(),
                model.deprecated(),
                model.manner()));
        return this;
    }

    /** What becomes of a stream that is cut. */
    GatewayBench onCut(OnCut value) {
        onCut = value;
        return this;
    }

    /** Whether another is asked when the first is slow. */
    GatewayBench hedge(Hedge value) {
        hedge = Optional.of(value);
        return this;
    }

    GatewayBench maxAttempts(int attempts) {
        settings = new GatewaySettings(settings.deadline(), attempts, 100, settings.slowReader());
        return this;
    }

    GatewayBench retryBudget(double share) {
        retryBudget = share;
        return this;
    }

    GatewayBench ledger(Ledger ledger) {
        writer = ledger;
        return this;
    }

    Gateway gateway() {
        ProviderBeans providers = BeansForTests.of(beans);
        RetryBudget budget = new RetryBudget();
        Attempts attempts = new Attempts(providers, health.health(), budget, turnstile, clock);
        Router router = RoutersForTests.router(health.health(), clock, routes());
        Turns turns = new Turns(attempts, new Abilities(router));
        return new Gateway(
                router,
                new WithFallback(
                        turns,
                        new Hedging(turns, health.health()),
                        new SecondTries(turns, health.health(), budget, new NoPause(), clock)),
                attempts,
                new Continuations(turns),
                new StructuredAnswers(attempts),
                underWay,
                new Allowances((caller, names) -> limits, passages, clock),
                new Treasury(
                        () -> budgets,
                        purse,
                        writer,
                        new LedgerSettings(false, Duration.ofMinutes(1), OnOutage.REFUSE, Retention.ALL),
                        clock),
                settings,
                clock);
    }

    Quotes quotes() {
        return quotes(Means.UNLIMITED);
    }

    Quotes quotes(Means means) {
        Router router = RoutersForTests.router(health.health(), clock, routes());
        return new Quotes(router, new Abilities(router), (caller, first) -> means, clock);
    }

    Receipts receipts() {
        Catalogue catalogue = routes().catalogue();
        return new Receipts(version ->
                Optional.of(catalogue).filter(known -> known.version().equals(version)));
    }

    /** All places at the provider are taken until the pass is given back. */
    Turnstile.Pass occupied(String provider) {
        ProviderSettings row = row(provider);
        List<Turnstile.Pass> passes = Stream.generate(() -> turnstile.enter(row, () -> 0, false, clock.instant()))
                .limit(row.limits().concurrent())
                .toList();
        return new Turnstile.Pass() {
            @Override
            public void used(long tokens) {}

            @Override
            public void close() {
                passes.forEach(Turnstile.Pass::close);
            }
        };
    }

    Turnstile.Crowd crowd(String provider) {
        return turnstile.crowd(row(provider));
    }

    private ProviderSettings row(String id) {
        return Rows.provider(id).toBuilder().retryBudget(retryBudget).build();
    }

    Target target(String provider) {
        return Target.of(row(provider), "m", Optional.empty());
    }

    /** The target's breaker opens. */
    void opens(Target target) {
        for (int i = 0; i < target.provider().circuitBreaker().failures(); i++) {
            health.failed(target, new Failure.Unavailable("down", Failure.Reach.ANSWER));
        }
    }

    private Routes routes() {
        LinkedHashMap<String, ProviderSettings> rows = new LinkedHashMap<>();
        beans.keySet().forEach(id -> rows.put(id, row(id)));
        List<String> targets =
                beans.keySet().stream().map(id -> "@" + id + "/m").toList();
        List<Step> steps = beans.keySet().stream().map(id -> new Step(id, "m")).toList();
        Alias all = new Alias("all", targets, new Manner(Optional.of(onCut), Patience.USUAL), hedge);
        return new Routes(
                rows,
                Optional.of(onCut == OnCut.FAIL && hedge.isEmpty() ? targets.getFirst() : all.name()),
                Map.of(all.name(), all),
                Map.of(),
                new FallbackSettings(Map.of(), steps),
                new Catalogue("v1", models));
    }

    Call call() {
        return call(true, Optional.empty());
    }

    Call call(String model) {
        return call(Optional.of(model), true, Optional.empty());
    }

    Call call(boolean useFallback, Optional<Duration> timeout) {
        return call(Optional.empty(), useFallback, timeout);
    }

    private Call call(Optional<String> model, boolean useFallback, Optional<Duration> timeout) {
        return new Call(
                "req_1", model, Caller.ANONYMOUS, Call.Labels.NONE, Map.of(), useFallback, timeout, clock.instant());
    }

    /** Streams an answer to the first provider's model, in a room that never fills. */
    ChatStream stream(ChatRequest request) {
        return gateway().stream(call(), request, () -> {});
    }

    /** Reads a stream to its end. */
    static List<Next> all(ChatStream stream) throws InterruptedException {
        List<Next> all = new ArrayList<>();
        while (all.isEmpty() || all.getLast() instanceof Next.Piece) {
            all.add(stream.next(Duration.ofSeconds(10)).orElseThrow());
        }
        return all;
    }

    /** The clock goes on without anybody's waiting, and always by the most. */
    private final class NoPause extends Pause {

        @Override
        Duration between(Duration least, Duration most) {
            return most;
        }

        @Override
        void of(Duration time) {
            pauses.add(time);
            clock.advance(time);
        }
    }

    /** What {@code @Fallback} does to {@link Chain} in the container. */
    private static final class WithFallback extends Chain {

        WithFallback(Turns turns, Hedging hedging, SecondTries again) {
            super(turns, hedging, again);
        }

        @Override
        Optional<Reply> first(Progress progress) {
            try {
                return super.first(progress);
            } catch (CallerFault | AfterCommit stop) {
                throw stop;
            } catch (CallFailed failed) {
                return others(progress);
            }
        }
    }
}
