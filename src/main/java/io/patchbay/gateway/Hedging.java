package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.Reply;
import io.patchbay.provider.Circuit;
import io.patchbay.provider.ProviderHealth;
import io.patchbay.provider.Target;
import io.patchbay.routing.Hedge;
import io.patchbay.routing.Plan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** The first target's turn, and where its alias is hedged and it is slow to begin, another one's beside it. */
@ApplicationScoped
class Hedging {

    private final Turns turns;
    private final ProviderHealth health;
    private final FirstEvents firstEvents = new FirstEvents();
    private final HedgeBudget budget = new HedgeBudget();

    @Inject
    Hedging(Turns turns, ProviderHealth health) {
        this.turns = turns;
        this.health = health;
    }

    /**
     * @return the answer; empty if it was streamed
     * @throws CallFailed the first target's failure, if none answered
     */
    Optional<Reply> first(Progress progress) {
        Plan plan = progress.plan();
        if (plan.hedge().isEmpty()) {
            return turns.at(plan.first(), progress);
        }
        budget.called(plan.modelId());
        return raced(plan.hedge().get(), progress);
    }

    private Optional<Reply> raced(Hedge hedge, Progress progress) {
        Race race = new Race(target -> turns.at(target, progress));
        progress.enter(race);
        try {
            race.start(progress.plan().first());
            Optional<Duration> time = hedge.after().or(() -> usual(progress));
            if (time.isPresent() && race.isQuietFor(time.get())) {
                second(progress).ifPresent(race::start);
            }
            return race.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.of(new Failure.Cancelled("the caller left"));
        } finally {
            race.close();
            progress.leave(race);
            race.targets()
                    .forEach(target -> race.shownAfter(target)
                            .ifPresent(time -> firstEvents.add(target, progress.isStreamed(), time)));
        }
    }

    private Optional<Duration> usual(Progress progress) {
        return firstEvents.p95(progress.plan().first(), progress.isStreamed());
    }

    /** Somebody else, and well; empty if there is none or it would be more than the alias may have. */
    private Optional<Target> second(Progress progress) {
        Plan plan = progress.plan();
        Optional<Target> ready = plan.others().stream()
                .filter(target ->
                        !target.provider().id().equals(plan.first().provider().id()))
                .filter(this::isWell)
                .findFirst();
        return ready.filter(target -> progress.mayHedge() && budget.take(plan.modelId()));
    }

    private boolean isWell(Target target) {
        return health.cooling(target).isEmpty()
                && health.circuit(target.provider().id()).state() == Circuit.State.CLOSED;
    }
}
