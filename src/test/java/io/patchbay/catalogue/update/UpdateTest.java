package io.patchbay.catalogue.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.catalogue.Model;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file before and after an update, and what is reported of it. */
class UpdateTest {

    private static final String EMPTY = """
            # Corp's own.
            {
            prefix: "corp/",
            kept: {
              source: "a letter",
              effective-from: "2025-01-01",
              models: {
                # Agreed in writing.
                "special":   {prices: {input: 7, output: 9}},
              },
            },
            # From here on the file is generated; what is kept by hand stands above.
            }
            """;

    private static final String FIRST = """
            "large": {"limit": {"context": 400000}, "cost": {"input": 2.5, "output": 15, "cache_read": 0.25,
              "tiers": [{"tier": {"size": 272000}, "input": 5, "output": 22.5}]}},
            "small:free": {"cost": {"input": 0, "output": 0}},
            "special": {"cost": {"input": 1, "output": 1}}
            """;

    private static final String GENERATED = """
            generated: {
              source: "models.dev",
              effective-from: "2026-07-02",
              models: {
                "large": {context-window: 400000, capabilities: ["streaming"],
                  prices: {input: 2.5, output: 15, cache-read: 0.25,
                    tiers: [{above: 272000, input: 5, output: 22.5}]}},
                "small:free": {capabilities: ["streaming"]},
              },
            },
            }
            """;

    @Test
    void writesWhatIsGeneratedBelowWhatIsKept() {
        assertThat(updated(EMPTY, new Lists().modelsDev(FIRST))).isEqualTo(EMPTY.replaceFirst("}\n$", "") + GENERATED);
    }

    @Test
    void writesTheSameAgain() {
        String once = updated(EMPTY, new Lists().modelsDev(FIRST));

        assertThat(updated(once, new Lists().modelsDev(FIRST))).isEqualTo(once);
        assertThat(report(once, new Lists().modelsDev(FIRST))).isEqualTo("corp: 2 models, 1 of them unpriced\n");
    }

    @Test
    void keepsTheDayOfAPriceThatALaterListRepeats() {
        String once = updated(EMPTY, new Lists().modelsDev(FIRST));
        Lists later = new Lists()
                .with(
                        Source.MODELS_DEV,
                        Lists.DAY.plusMonths(1),
                        "{\"corp\": {" + FIRST.replace("22.5", "22.50") + "}}");

        assertThat(updated(once, later)).isEqualTo(once);
    }

    @Test
    void givesAPriceThatChangedItsNewDay() {
        String once = updated(EMPTY, new Lists().modelsDev(FIRST));
        Lists later = new Lists()
                .with(Source.MODELS_DEV, Lists.DAY.plusMonths(1), "{\"corp\": {" + FIRST.replace("2.5,", "2,") + "}}");
        Model large = file(updated(once, later)).generated().get("large");

        assertThat(large.effectiveFrom()).contains(Lists.DAY.plusMonths(1));
        assertThat(updated(once, later)).contains("effective-from: \"2026-08-02\"");
    }

    @Test
    void keepsAModelThatTheSourcesLostAsDeprecated() {
        String once = updated(EMPTY, new Lists().modelsDev(FIRST));
        Lists later = new Lists().modelsDev("\"small:free\": {}");

        String twice = updated(once, later);

        assertThat(file(twice).generated().get("large").deprecated()).isTrue();
        assertThat(file(twice).generated().get("large").prices().latest())
                .isEqualTo(file(once).generated().get("large").prices().latest());
        assertThat(updated(twice, later)).isEqualTo(twice);
        assertThat(report(twice, later)).doesNotContain("removed");
    }

    @Test
    void reportsWhatChanged() {
        String once =
                updated(EMPTY, new Lists().modelsDev(FIRST, "\"old\": {\"cost\": {\"input\": 1, \"output\": 2}}"));
        Lists later = new Lists().modelsDev("""
                "large": {"limit": {"context": 500000}, "cost": {"input": 2, "output": 15, "cache_read": 0.25}},
                "small:free": {"tool_call": true, "modalities": {"input": ["text"], "output": ["text"]}},
                "new": {"cost": {"input": 1, "output": 2}}
                """);

        assertThat(report(once, later)).isEqualTo("""
                corp: 4 models, 1 of them unpriced
                  added: 1
                    new 1/2
                  removed: 1
                    old (stays, deprecated)
                  price changed: 1
                    large 2.5/15 cached 0.25, above 272000 5/22.5 -> 2/15 cached 0.25
                  window changed: 1
                    large 400000 -> 500000
                  other facts changed: 1
                    small:free
                """);
    }

    @Test
    void reportsAModelThatIsKeptByHandFromNowOn() {
        String once = updated(EMPTY, new Lists().modelsDev(FIRST));
        String kept = once.replace("\"special\":", "\"large\": {prices: {input: 1, output: 1}},\n    \"special\":");

        assertThat(updated(kept, new Lists().modelsDev(FIRST)))
                .contains("    \"large\": {prices: {input: 1, output: 1}},");
        assertThat(file(updated(kept, new Lists().modelsDev(FIRST))).generated())
                .containsOnlyKeys("small:free");
        assertThat(report(kept, new Lists().modelsDev(FIRST))).contains("large (kept by hand)");
    }

    @Test
    void refusesAFileInWhichNothingIsGenerated() {
        assertThatThrownBy(() -> CatalogueFile.of("corp", "{}")).hasMessageContaining("corp.yaml has no line");
    }

    @Test
    void writesDecimalsAsTheyAreAndWithoutExponents() {
        String text =
                updated(EMPTY, new Lists().modelsDev("\"large\": {\"cost\": {\"input\": 1e-7, \"output\": 300.00}}"));

        assertThat(text).contains("prices: {input: 0.0000001, output: 300}");
    }

    @Test
    void comparesTwoSources() {
        Lists lists = new Lists()
                .modelsDev(FIRST, "\"same\": {\"limit\": {\"context\": 9}, \"cost\": {\"input\": 1, \"output\": 2}}")
                .liteLlm("""
                        "large": {"litellm_provider": "corp", "mode": "chat", "input_cost_per_token": 2.5e-06,
                          "output_cost_per_token": 1.5e-05, "cache_read_input_token_cost": 1.25e-06,
                          "max_input_tokens": 272000},
                        "same": {"litellm_provider": "corp", "mode": "chat", "input_cost_per_token": 1e-06,
                          "output_cost_per_token": 2e-06, "cache_read_input_token_cost": 1e-07, "max_input_tokens": 9},
                        "special": {"litellm_provider": "corp", "mode": "chat", "input_cost_per_token": 1e-06,
                          "output_cost_per_token": 3e-06},
                        "unlisted": {"litellm_provider": "corp", "mode": "chat", "input_cost_per_token": 1e-06,
                          "output_cost_per_token": 3e-06}
                        """);

        assertThat(Check.of(Lists.CORP, Source.MODELS_DEV, Source.LITELLM, lists.sources())
                        .inWords())
                .isEqualTo("""
                        corp: 3 models in both, 2 prices and 1 windows differ
                          price  large 2.5/15 cached 0.25, 2.5/15 cached 1.25
                          price  special 1/1, 1/3
                          window large 400000, 272000
                        """);
    }

    private static CatalogueFile file(String text) {
        return CatalogueFile.of("corp", text);
    }

    private static String updated(String text, Lists lists) {
        return file(text).with(merged(lists)).text();
    }

    private static String report(String text, Lists lists) {
        return Changes.between(file(text), file(text).with(merged(lists))).inWords();
    }

    private static Map<String, Model> merged(Lists lists) {
        return lists.merged();
    }
}
