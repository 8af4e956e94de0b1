package io.patchbay.gateway;

import static java.util.stream.Collectors.toMap;

import io.patchbay.budget.Bound;
import io.patchbay.budget.Budget;
import io.patchbay.budget.Ceiling;
import io.patchbay.budget.Ceilings;
import io.patchbay.budget.Place;
import io.patchbay.budget.Share;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.Prices;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.ModerationRequest;
import io.patchbay.ledger.Reservations;
import io.patchbay.ledger.Reservations.Intent;
import io.patchbay.provider.Ask;
import io.patchbay.provider.Target;
import io.patchbay.routing.Plan;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the budgets of a call set aside for it. Before each try the most that it can cost has to be there, at every budget that
 * would pay for it, or it is not made. Several threads may ask at once.
 */
final class Funds {

    private final Reservations reservations;
    private final Intent intent;
    private final List<Budget> budgets;
    private final InstantSource clock;
    private final Lock lock = new ReentrantLock();
    private final Map<Long, BigDecimal> held = new HashMap<>();
    private final List<Tab> tabs = new ArrayList<>();
    private final List<Known> known = new CopyOnWriteArrayList<>();
    private boolean counts;

    /** @param budgets of the call's caller */
    Funds(Reservations reservations, Intent intent, List<Budget> budgets, InstantSource clock) {
        this.reservations = reservations;
        this.intent = intent;
        this.budgets = List.copyOf(budgets);
        this.clock = clock;
    }

    /** Whether a budget would pay for any of the targets. */
    boolean concern(Plan plan) {
        return plan.targets().stream().anyMatch(target -> !payersOf(target).isEmpty());
    }

    /**
     * Sets aside what a try at the dearest of the targets can cost. By the input's bytes, if that fits; by its tokens else.
     *
     * @throws CallFailed if it can't be, with {@link Failure.OverBudget}, {@link Failure.Unbounded} or {@link Failure.Unpriced}
     */
    void open(Plan plan, Ask ask) {
        if (!payersOf(plan.first()).isEmpty()) {
            bound(plan.first(), ask); // Another that stands in for it unasked would be a surprise.
        }
        Map<Long, BigDecimal> shares = shares(plan, ask);
        try {
            reserve(shares);
        } catch (CallFailed refused) {
            if (!(refused.failure() instanceof Failure.OverBudget)) {
                throw refused;
            }
            counts = true;
            Map<Long, BigDecimal> counted = shares(plan, ask);
            if (counted.equals(shares)) {
                throw refused;
            }
            reserve(counted);
        }
    }

    private void reserve(Map<Long, BigDecimal> shares) {
        reservations.reserve(intent, shares(shares));
        held.putAll(shares);
    }

    private static List<Share> shares(Map<Long, BigDecimal> amounts) {
        return amounts.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Map<Long, BigDecimal> shares(Plan plan, Ask ask) {
        Map<Long, BigDecimal> shares = new HashMap<>();
        for (Target target : plan.targets()) {
            List<Budget> payers = payersOf(target);
            if (!payers.isEmpty() && boundOf(target, ask) instanceof Ceiling ceiling) {
                payers.forEach(budget -> shares.merge(budget.id(), ceiling.cost(), BigDecimal::max));
            }
        }
        return shares;
    }

    private List<Budget> payersOf(Target target) {
        if (budgets.isEmpty()) {
            return budgets;
        }
        Set<String> names = target.names();
        return budgets.stream().filter(budget -> budget.isFor(names)).toList();
    }

    /**
     * Makes sure that there is enough for a further try.
     *
     * @return for the tries of one trial; empty if no budget pays for them
     * @throws CallFailed if there is not
     */
    Optional<Tab> cover(Target target, Ask ask) {
        List<Budget> payers = payersOf(target);
        if (payers.isEmpty()) {
            return Optional.empty();
        }
        Tab tab = new Tab(target, payers, bound(target, ask));
        lock.lock();
        try {
            raise(tab);
            tabs.add(tab);
            tab.begins();
        } finally {
            lock.unlock();
        }
        return Optional.of(tab);
    }

    /** Likewise for a second try of the same trial; whether it may be made. */
    boolean coverAgain(Tab tab) {
        lock.lock();
        try {
            raise(tab);
            tab.begins();
            return true;
        } catch (CallFailed refused) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void raise(Tab tab) {
        Map<Long, BigDecimal> raised = tab.payers().stream()
                .map(budget -> Map.entry(budget.id(), used(budget).add(tab.most())))
                .filter(need -> need.getValue().compareTo(held.getOrDefault(need.getKey(), BigDecimal.ZERO)) > 0)
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!raised.isEmpty()) {
            reservations.raise(intent, shares(raised));
            held.putAll(raised);
        }
    }

    private BigDecimal used(Budget budget) {
        return tabs.stream()
                .filter(tab -> tab.payers().contains(budget))
                .map(Tab::used)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Writes the call down, charges what it used, and gives the rest back. */
    void settle(Settled settled) {
        lock.lock();
        try {
            List<Share> charges = budgets.stream()
                    .map(budget -> new Share(budget.id(), used(budget)))
                    .filter(share -> share.amount().signum() > 0)
                    .toList();
            reservations.settle(settled, List.copyOf(held.keySet()), charges);
        } finally {
            lock.unlock();
        }
    }

    private Ceiling bound(Target target, Ask ask) {
        return switch (boundOf(target, ask)) {
            case Ceiling ceiling -> ceiling;
            case Bound.Unbounded(String detail, String param) ->
                throw CallFailed.of(new Failure.Unbounded(detail, param));
            case Bound.Unpriced(String detail) -> throw CallFailed.of(new Failure.Unpriced(detail));
        };
    }

    /** Asked for several times of one try, before it is set aside and before it is made. */
    private Bound boundOf(Target target, Ask ask) {
        LocalDate day = Prices.day(clock.instant());
        for (Known one : known) {
            if (one.isOf(target, ask, counts, day)) {
                return one.bound();
            }
        }
        Bound bound = bound(target.place(day), ask);
        known.add(new Known(target, ask, counts, day, bound));
        return bound;
    }

    private Bound bound(Place place, Ask ask) {
        return switch (ask) {
            case Ask.Chat(ChatRequest request) ->
                counts ? Ceilings.counted(request, place) : Ceilings.of(request, place);
            case Ask.Embed(EmbeddingRequest request) -> Ceilings.of(request, place);
            case Ask.Moderate(ModerationRequest request) -> Ceilings.of(request, place);
            case Ask.Count ignored -> throw new IllegalArgumentException("nothing is billed for a count");
        };
    }

    /** What was found out already. Of the same request it is the same, and comparing two requests would take longer. */
    private record Known(Target target, Ask ask, boolean counted, LocalDate day, Bound bound) {

        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Target other, Ask asked, boolean counts, LocalDate today) {
            return target == other && ask == asked && counted == counts && day.equals(today);
        }
    }
}
