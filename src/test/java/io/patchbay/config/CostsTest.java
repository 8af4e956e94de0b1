package io.patchbay.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.Price;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.provider.Target;
import io.patchbay.routing.Routes;
import io.patchbay.testing.RecordedCall;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A recorded call has cost what its vendor says, or docs/catalogue.md says why not. */
class CostsTest {

    private static final BigDecimal NEAR = new BigDecimal("0.005");
    private static final Routes ROUTES = Read.defaults(Map.of()).routes();
    private static List<RecordedCall> calls = List.of();

    @BeforeAll
    static void recordingsArePresent() {
        calls = RecordedCall.all();
        assumeTrue(!calls.isEmpty(), "no recordings beside the project");
    }

    /** Why a vendor's sum is another than ours, as docs/catalogue.md explains it. */
    private enum Why {
        UNPRICED("unpriced"),
        NOTHING("the vendor says 0"),
        OTHER_MODEL("another model answered"),
        BESIDE("billed beside the tokens"),
        HOST("its host's price");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    /** Of one provider's calls. */
    private static final class Tally {
        private int calls;
        private int dated;
        private int priced;
        private int stated;
        private int equal;
        private final Map<Why, Integer> different = new EnumMap<>(Why.class);

        String row(String provider) {
            String why = different.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey().words)
                    .collect(joining(", "));
            return "| `%s` | %d | %d | %d | %s | %s | %s |"
                    .formatted(provider, calls, dated, priced, some(stated), stated == 0 ? "" : equal, why);
        }

        private static String some(int count) {
            return count == 0 ? "" : String.valueOf(count);
        }
    }

    @Test
    void areThoseThatVendorsStateOrHaveAReason() throws IOException {
        Map<String, Tally> tallies = new TreeMap<>();
        calls.forEach(call -> add(call, tallies.computeIfAbsent(call.provider(), any -> new Tally())));

        List<String> rows = new ArrayList<>();
        tallies.forEach((provider, tally) -> rows.add(tally.row(provider)));
        rows.forEach(System.out::println);
        assertThat(Files.readString(Path.of("docs/catalogue.md")).lines()).containsSubsequence(rows);
    }

    private static void add(RecordedCall call, Tally tally) {
        Optional<Price> price =
                call.day().flatMap(day -> target(call).flatMap(Target::model).flatMap(model -> model.price(day)));
        tally.calls++;
        tally.dated += call.day().isPresent() ? 1 : 0;
        tally.priced += price.isPresent() ? 1 : 0;
        stated(call).ifPresent(stated -> {
            tally.stated++;
            if (price.map(known -> isNear(known.costOf(call.usage()), stated)).orElse(false)) {
                tally.equal++;
            } else {
                tally.different.merge(why(call, price, stated), 1, Integer::sum);
            }
        });
    }

    private static boolean isNear(BigDecimal ours, BigDecimal stated) {
        return ours.subtract(stated).abs().compareTo(stated.multiply(NEAR)) <= 0;
    }

    private static Why why(RecordedCall call, Optional<Price> price, BigDecimal stated) {
        if (stated.signum() == 0) {
            return Why.NOTHING;
        }
        if (price.isEmpty()) {
            return Why.UNPRICED;
        }
        if (usages(call).anyMatch(usage -> billsBeside(usage, stated))) {
            return Why.BESIDE;
        }
        if (call.provider().equals("openrouter")) {
            return Why.HOST;
        }
        assertThat(call.pieces().getFirst().path("model").asText())
                .as(call.recording().id())
                .isNotEqualTo(call.model());
        return Why.OTHER_MODEL;
    }

    /** Searches and pages: xAI counts its own tools, OpenRouter says what of the sum the tokens are. */
    private static boolean billsBeside(JsonNode usage, BigDecimal stated) {
        JsonNode details = usage.path("cost_details");
        BigDecimal ofTokens = details.path("upstream_inference_prompt_cost")
                .decimalValue()
                .add(details.path("upstream_inference_completions_cost").decimalValue());
        return usage.path("num_server_side_tools_used").asInt() > 0
                || usage.path("server_tool_use_details").size() > 0
                || details.has("upstream_inference_prompt_cost") && !isNear(ofTokens, stated);
    }

    private static Optional<Target> target(RecordedCall call) {
        return Optional.ofNullable(ROUTES.providers().get(call.provider()))
                .map(row -> Target.of(row, call.model(), ROUTES.catalogue().find(row.id(), call.model())));
    }

    private static Stream<JsonNode> usages(RecordedCall call) {
        return call.pieces().stream()
                .flatMap(piece -> Stream.of(
                        piece.path("usage"),
                        piece.at("/response/usage"),
                        piece.at("/message/usage"),
                        piece.at("/x_groq/usage"),
                        piece.path("usageMetadata")))
                .filter(JsonNode::isObject);
    }

    private static Optional<BigDecimal> stated(RecordedCall call) {
        return usages(call).flatMap(usage -> cost(usage).stream()).reduce((earlier, later) -> later);
    }

    /** With a key of the caller's own, OpenRouter's cost is its fee alone. */
    private static Optional<BigDecimal> cost(JsonNode usage) {
        JsonNode cost = usage.path("cost");
        if (usage.has("cost_in_usd_ticks")) {
            return Optional.of(usage.path("cost_in_usd_ticks").decimalValue().movePointLeft(10));
        }
        if (cost.has("total_cost")) {
            return Optional.of(cost.path("total_cost").decimalValue());
        }
        if (usage.path("is_byok").asBoolean()) {
            return Optional.of(cost.decimalValue()
                    .add(usage.at("/cost_details/upstream_inference_cost").decimalValue()));
        }
        return cost.isNumber() ? Optional.of(cost.decimalValue()) : Optional.empty();
    }

    @Test
    void classesAddUpToTheVendorsTotals() {
        List<String> other = new ArrayList<>();
        int compared = 0;
        for (RecordedCall call : calls) {
            Optional<Long> told = total(call);
            Usage usage = call.usage();
            compared += told.isPresent() ? 1 : 0;
            if (told.isPresent() && told.get() + beside(call) != usage.totalInput() + usage.totalOutput()) {
                other.add(call.recording().id() + ": " + told.get() + " of " + usage);
            }
        }
        System.out.println(compared + " totals compared");

        assertThat(other).isEmpty();
        assertThat(compared).isGreaterThan(1_000);
    }

    private static Optional<Long> total(RecordedCall call) {
        ObjectNode told = Json.object();
        usages(call).forEach(usage -> told.setAll((ObjectNode) usage));
        if (told.has("total_tokens") || told.has("totalTokenCount")) {
            return Optional.of(told.path("total_tokens")
                    .asLong(told.path("totalTokenCount").asLong()));
        }
        return told.has("cache_read_input_tokens") ? Optional.of(sumAtAnthropic(told)) : Optional.empty();
    }

    private static long sumAtAnthropic(JsonNode usage) {
        return Stream.of("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens")
                .mapToLong(name -> usage.path(name).asLong())
                .sum();
    }

    /** Azure's Grok counts what was in its cache beside its total, Anthropic what another model was asked. */
    private static long beside(RecordedCall call) {
        boolean ofCache = usages(call)
                .anyMatch(usage ->
                        usage.at("/prompt_tokens_details/cached_tokens").asLong()
                                > usage.path("prompt_tokens").asLong(Long.MAX_VALUE));
        long ofOthers = usages(call)
                .flatMap(usage -> usage.path("iterations").valueStream())
                .filter(step -> !step.path("type").asText().equals("message"))
                .mapToLong(CostsTest::sumAtAnthropic)
                .sum();
        return ofCache ? call.usage().cacheRead() : ofOthers;
    }
}
