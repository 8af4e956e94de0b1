package io.patchbay.config;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Price;
import io.patchbay.dialect.Json;
import io.patchbay.provider.Target;
import io.patchbay.routing.Routes;
import io.patchbay.testing.RecordedCall;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a recorded call costs by the catalogue is what its vendor says that it cost. */
class CostsTest {

    private static final BigDecimal NEAR = new BigDecimal("0.005");
    private static final Routes ROUTES = Read.defaults(Map.of()).routes();
    private static List<RecordedCall> calls = List.of();

    @BeforeAll
    static void recordingsArePresent() {
        calls = RecordedCall.all();
        assumeTrue(!calls.isEmpty(), "no recordings beside the project");
    }

    private static final class Tally {
        private int calls;
        private int dated;
        private int priced;
        private int stated;
        private int equal;
        private final List<String> different = new ArrayList<>();

        @Override
        public String toString() {
            return "%d calls, %d dated, %d priced, %d stated, %d equal, %d different"
                    .formatted(calls, dated, priced, stated, equal, different.size());
        }
    }

    @Test
    void areThoseThatVendorsState() {
        Map<String, Tally> tallies = new TreeMap<>();
        for (RecordedCall call : calls) {
            Tally tally = tallies.computeIfAbsent(call.provider(), any -> new Tally());
            tally.calls++;
            call.day().ifPresent(day -> tally.dated++);
            Optional<Price> price = call.day()
                    .flatMap(day -> target(call).flatMap(Target::model).flatMap(model -> model.price(day)));
            price.ifPresent(any -> tally.priced++);
            if (price.isEmpty())
                System.out.println("UNPRICED " + call.provider() + " " + call.model() + " " + call.day());
            if (told(call).isPresent()
                    && told(call).get()
                            != call.usage().totalInput() + call.usage().totalOutput())
                System.out.println("TOTAL " + call.recording().id() + " " + told(call) + " " + call.usage()
                        + call.pieces().getLast());
            Optional<BigDecimal> stated = stated(call);
            stated.ifPresent(cost -> {
                tally.stated++;
                compare(call, price, cost, tally);
            });
        }
        tallies.forEach((provider, tally) -> {
            System.out.println(provider + ": " + tally);
            tally.different.forEach(words -> System.out.println("  " + words));
        });
    }

    private static void compare(RecordedCall call, Optional<Price> price, BigDecimal stated, Tally tally) {
        Optional<BigDecimal> ours = price.map(found -> found.costOf(call.usage()));
        if (ours.isPresent() && ours.get().subtract(stated).abs().compareTo(stated.multiply(NEAR)) <= 0) {
            tally.equal++;
        } else {
            tally.different.add("%s %s %s: stated %s, ours %s; %s; %s"
                    .formatted(
                            call.recording().id(),
                            call.day().map(Object::toString).orElse("no day"),
                            call.model(),
                            stated.toPlainString(),
                            ours.map(cost -> cost.round(new MathContext(6)).toPlainString())
                                    .orElse("none"),
                            call.usage(),
                            call.pieces().getLast().path("usage")));
        }
    }

    /** What the vendor says that all tokens are together. */
    private static Optional<Long> told(RecordedCall call) {
        ObjectNode told = Json.object();
        call.pieces().stream()
                .flatMap(piece -> Stream.of(
                        piece.path("usage"),
                        piece.at("/response/usage"),
                        piece.at("/message/usage"),
                        piece.at("/x_groq/usage"),
                        piece.path("usageMetadata")))
                .filter(JsonNode::isObject)
                .forEach(usage -> told.setAll((ObjectNode) usage));
        if (told.has("total_tokens") || told.has("totalTokenCount")) {
            return Optional.of(told.path("total_tokens")
                    .asLong(told.path("totalTokenCount").asLong()));
        }
        return told.has("cache_read_input_tokens")
                ? Optional.of(Stream.of(
                                "input_tokens",
                                "cache_creation_input_tokens",
                                "cache_read_input_tokens",
                                "output_tokens")
                        .mapToLong(name -> told.path(name).asLong())
                        .sum())
                : Optional.empty();
    }

    private static Optional<Target> target(RecordedCall call) {
        return Optional.ofNullable(ROUTES.providers().get(call.provider()))
                .map(row -> Target.of(row, call.model(), ROUTES.catalogue().find(row.id(), call.model())));
    }

    private static Optional<BigDecimal> stated(RecordedCall call) {
        return call.pieces().stream()
                .flatMap(piece -> Stream.of(piece.path("usage"), piece.at("/response/usage")))
                .flatMap(usage -> cost(usage).stream())
                .reduce((earlier, later) -> later);
    }

    private static Optional<BigDecimal> cost(JsonNode usage) {
        JsonNode cost = usage.path("cost");
        if (usage.has("cost_in_usd_ticks")) {
            return Optional.of(usage.path("cost_in_usd_ticks").decimalValue().movePointLeft(10));
        }
        if (cost.has("total_cost")) {
            return Optional.of(cost.path("total_cost").decimalValue());
        }
        return cost.isNumber() ? Optional.of(cost.decimalValue()) : Optional.empty();
    }
}
