package io.patchbay.gateway;

import static java.util.Comparator.comparing;

import io.patchbay.call.Attempt;
import io.patchbay.catalogue.Prices;
import io.patchbay.chat.Usage;
import io.patchbay.provider.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call's trials, and what they come to. Several threads may add to it. */
final class Trials {

    private final List<Trial> all = new CopyOnWriteArrayList<>();

    void add(Trial trial) {
        all.add(trial);
    }

    /** The one whose answer the caller gets, as far as anybody's. */
    Optional<Trial> last() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Of all that ran side by side, the answer is this target's. */
    void wonBy(Target target) {
        all.stream().filter(trial -> trial.target() == target).findFirst().ifPresent(trial -> {
            all.remove(trial);
            all.add(trial);
        });
    }

    boolean hasAsked(Target target) {
        return all.stream().anyMatch(trial -> trial.target().samePlace(target));
    }

    /** The tries that have ended, in the order in which they began. */
    List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>(all.size());
        all.forEach(trial -> attempts.addAll(trial.attempts()));
        attempts.sort(comparing(Attempt::startedAt));
        return attempts;
    }

    /** What they have used. */
    Usage usage() {
        return attempts().stream().flatMap(attempt -> attempt.usage().stream()).reduce(Usage.NONE, Usage::plus);
    }

    /** The sum over those that used anything; unknown if one of them is unpriced. */
    Optional<BigDecimal> cost() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Trial trial : all) {
            for (Attempt attempt : trial.attempts()) {
                Optional<BigDecimal> cost = cost(trial.target(), attempt);
                if (cost.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(cost.get());
            }
        }
        return Optional.of(sum);
    }

    /** By the price of the day on which it began. */
    private static Optional<BigDecimal> cost(Target target, Attempt attempt) {
        if (attempt.usage().isEmpty()) {
            return Optional.of(BigDecimal.ZERO);
        }
        Usage usage = attempt.usage().get();
        return target.model()
                .flatMap(model -> model.price(Prices.day(attempt.startedAt())))
                .map(price -> price.costOf(usage));
    }

    /** Of the first that the caller saw anything of. */
    Optional<Instant> firstEventAt() {
        return all.stream().filter(Trial::committed).findFirst().or(this::last).flatMap(Trial::firstEventAt);
    }
}
