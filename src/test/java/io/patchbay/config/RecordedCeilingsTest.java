package io.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.budget.Bound;
import io.patchbay.budget.Ceiling;
import io.patchbay.budget.Ceilings;
import io.patchbay.budget.Place;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.chat.Usage;
import io.patchbay.provider.Target;
import io.patchbay.routing.Routes;
import io.patchbay.testing.RecordedCall;
import io.patchbay.testing.RecordedCall.Asked;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No vendor was recorded using more than what its call could use at most. */
class RecordedCeilingsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 1);
    private static final Routes ROUTES = Read.defaults(Map.of()).routes();
    private static List<RecordedCall> calls = List.of();

    @BeforeAll
    static void recordingsArePresent() {
        calls = RecordedCall.all();
        assumeTrue(!calls.isEmpty(), "no recordings beside the project");
    }

    /** How many calls of a vendor had a ceiling, were refused, or have no price. */
    private static final class Tally {
        private int bounded;
        private int counted;
        private final Map<String, Integer> refused = new TreeMap<>();
        private int unpriced;
        private double closest;

        private void closer(RecordedCall call, Ceiling ceiling) {
            closest = Math.max(closest, 100.0 * call.usage().totalInput() / ceiling.input());
        }

        @Override
        public String toString() {
            return "%4d bounded, %3d of them counted, at most %.0f %% of an input's bound read, %3d unpriced, refused %s"
                    .formatted(bounded, counted, closest, unpriced, refused);
        }
    }

    @Test
    void areNotReached() {
        Map<String, Tally> tallies = new TreeMap<>();
        List<String> broken = new ArrayList<>();
        for (RecordedCall call : calls) {
            Tally tally = tallies.computeIfAbsent(call.provider(), any -> new Tally());
            target(call)
                    .ifPresentOrElse(target -> judge(call, target.place(TODAY), tally, broken), () -> tally.unpriced++);
        }
        tallies.forEach((provider, tally) -> System.out.println(provider + ": " + tally));

        assertThat(broken).isEmpty();
        assertThat(tallies.values().stream().mapToInt(tally -> tally.bounded).sum())
                .isGreaterThan(500);
    }

    private static void judge(RecordedCall call, Place place, Tally tally, List<String> broken) {
        switch (bound(call, place)) {
            case Ceiling ceiling -> {
                tally.bounded++;
                tally.closer(call, ceiling);
                compare(call, ceiling, price(place), broken);
                if (counted(call, place, ceiling, broken)) {
                    tally.counted++;
                }
            }
            case Bound.Unbounded unbounded -> tally.refused.merge(unbounded.param(), 1, Integer::sum);
            case Bound.Unpriced ignored -> tally.unpriced++;
        }
    }

    private static Price price(Place place) {
        return place.model().flatMap(model -> model.price(TODAY)).orElseThrow();
    }

    private static Optional<Target> target(RecordedCall call) {
        return Optional.ofNullable(ROUTES.providers().get(call.provider()))
                .map(row -> Target.of(row, call.model(), ROUTES.catalogue().find(row.id(), call.model())));
    }

    private static Bound bound(RecordedCall call, Place place) {
        return switch (call.asked()) {
            case Asked.Chat(var request) -> Ceilings.of(request, place);
            case Asked.Vectors(var request) -> Ceilings.of(request, place);
        };
    }

    private static boolean counted(RecordedCall call, Place place, Ceiling byBytes, List<String> broken) {
        if (call.asked() instanceof Asked.Chat(var request)
                && Ceilings.counted(request, place) instanceof Ceiling counted
                && counted.input() < byBytes.input()) {
            compare(call, counted, price(place), broken);
            return true;
        }
        return false;
    }

    private static void compare(RecordedCall call, Ceiling ceiling, Price price, List<String> broken) {
        Usage usage = call.usage();
        if (usage.totalInput() > ceiling.input()
                || usage.totalOutput() > ceiling.output()
                || price.costOf(usage).compareTo(ceiling.cost()) > 0) {
            broken.add("%s %s: read %d, wrote %d, cost %s, against %s"
                    .formatted(
                            call.recording().id(),
                            call.model(),
                            usage.totalInput(),
                            usage.totalOutput(),
                            price.costOf(usage),
                            ceiling));
        }
    }

    /** Of any vendor, also those that have no row here: what the bytes say holds whoever reads them. */
    @Test
    void ofBytesAreNotReachedByModelsThatNobodyPrices() {
        List<String> broken = new ArrayList<>();
        int bounded = 0;
        for (RecordedCall call : calls) {
            boolean limitsThoughts = target(call)
                    .map(target -> target.place(TODAY).limitsThoughts())
                    .orElse(false);
            Place place = new Place(
                    call.model(), Optional.of(unknown(call)), TODAY, OptionalInt.empty(), limitsThoughts, true);
            if (bound(call, place) instanceof Ceiling ceiling) {
                bounded++;
                compare(call, ceiling, price(place), broken);
            }
        }
        System.out.println("without window: " + bounded + " bounded");

        assertThat(broken).isEmpty();
        assertThat(bounded).isGreaterThan(500);
    }

    /** A model of which nothing is known but that it writes no more than a hundred thousand tokens. */
    private static Model unknown(RecordedCall call) {
        return new Model(
                call.provider(),
                call.model(),
                List.of(),
                call.model(),
                OptionalInt.empty(),
                OptionalInt.of(100_000),
                Set.of(Capability.REASONING),
                Prices.always(Price.of(BigDecimal.ONE, BigDecimal.ONE)),
                Optional.empty(),
                Optional.empty(),
                false,
                Manner.USUAL);
    }
}
