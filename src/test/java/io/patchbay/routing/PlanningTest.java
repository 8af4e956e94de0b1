package io.patchbay.routing;

import static io.patchbay.testing.Rows.aggregator;
import static io.patchbay.testing.Rows.model;
import static io.patchbay.testing.Rows.provider;
import static io.patchbay.testing.Rows.stripping;
import static io.patchbay.testing.Rows.withoutKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.Failure;
import io.patchbay.call.Resolution;
import io.patchbay.call.Rights;
import io.patchbay.call.Skip;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.OnCut;
import io.patchbay.catalogue.Patience;
import io.patchbay.provider.HealthForTests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import io.patchbay.routing.Routes.FallbackSettings;
import io.patchbay.routing.Routes.FallbackSettings.Step;
import io.patchbay.testing.TestClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanningTest {

    private final TestClock clock = new TestClock();
    private final HealthForTests health = new HealthForTests(clock);

    private final List<ProviderSettings> providers = List.of(
            provider("openai"),
            provider("openrouter"),
            withoutKey("google"),
            stripping("ollama", "ollama/"),
            provider("siliconflow"));

    private final List<Model> models = List.of(
            model("openai", "openai/gpt-4o", "gpt-4o", 128_000),
            model("openrouter", "openai/gpt-4o"),
            model("openrouter", "deepseek/deepseek-chat"),
            model("google", "google/gemini-pro", "gemini-pro", 1_000_000),
            model("siliconflow", "only/here"));

    private final Map<String, List<String>> resolve = Map.of(
            "openai/", List.of("openrouter", "openai"),
            "openai/gpt-5", List.of("openai"),
            "gpt-", List.of("openai"),
            "google/", List.of("google"),
            "ollama/", List.of("ollama"),
            "", List.of("openrouter"));

    @Test
    void theFirstProviderOfTheTableThatOffersTheModelServesIt() {
        assertThat(places("openai/gpt-4o")).containsExactly("@openrouter/openai/gpt-4o");
    }

    @Test
    void aModelThatOnlyOneProviderOffersGoesThereWhateverTheTableSays() {
        assertThat(places("only/here")).containsExactly("@siliconflow/only/here");
    }

    @Test
    void theLongestBeginningWins() {
        assertThat(places("openai/gpt-5-mini")).containsExactly("@openai/openai/gpt-5-mini");
        assertThat(places("gpt-4o")).containsExactly("@openai/openai/gpt-4o");
        assertThat(places("anything")).containsExactly("@openrouter/anything");
    }

    @Test
    void aPinDecides() {
        assertThat(places("@siliconflow/Qwen/Qwen2.5-72B-Instruct"))
                .containsExactly("@siliconflow/Qwen/Qwen2.5-72B-Instruct");
    }

    @Test
    void theCatalogueKnowsTheProvidersOwnName() {
        assertThat(plan("@openai/openai/gpt-4o", NO_FALLBACK).first().wireId()).isEqualTo("gpt-4o");
        assertThat(plan("@openrouter/openai/gpt-4o", NO_FALLBACK).first().wireId())
                .isEqualTo("openai/gpt-4o");
        assertThat(plan("ollama/llama3.2", NO_FALLBACK).first().wireId()).isEqualTo("llama3.2");
    }

    @Test
    void theDefaultModelServesWhoNamesNone() {
        Plan plan = planning(NO_FALLBACK).plan(Optional.empty(), true);

        assertThat(plan.modelId()).isEqualTo("deepseek/deepseek-chat");
    }

    @Test
    void aProviderWithoutItsKeyIsPassedOver() {
        assertThatThrownBy(() -> places("google/gemini-pro"))
                .isInstanceOf(UnknownModel.class)
                .hasMessageContaining("google (set GOOGLE_API_KEY)")
                .hasMessageContaining("openai/gpt-4o");
    }

    @Test
    void aPinAtAProviderWithoutItsKeySaysWhatToSet() {
        assertThatThrownBy(() -> places("@google/gemini-pro"))
                .isInstanceOfSatisfying(
                        UnknownModel.class, e -> assertThat(e.kind()).isEqualTo(UnknownModel.Kind.NOT_FOUND))
                .hasMessageContaining("set GOOGLE_API_KEY");
    }

    @Test
    void aPinAtAnUnknownProviderNamesThoseThatThereAre() {
        assertThatThrownBy(() -> places("@nobody/model"))
                .isInstanceOf(UnknownModel.class)
                .hasMessageContaining("openai, openrouter, ollama, siliconflow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a b", "a\nb", "@", "@/x", "@openai", "@openai/", "a\\b", "a\u007f"})
    void aMalformedIdIsRefused(String id) {
        assertThatThrownBy(() -> places(id))
                .isInstanceOfSatisfying(
                        UnknownModel.class, e -> assertThat(e.kind()).isEqualTo(UnknownModel.Kind.MALFORMED));
    }

    @Test
    void anIdOf257CharactersIsRefused() {
        assertThat(places("x".repeat(256))).hasSize(1);
        assertThatThrownBy(() -> places("x".repeat(257))).isInstanceOf(UnknownModel.class);
    }

    @Test
    void theProvidersOwnChainComesBeforeTheOthers() {
        Plan plan = plan("openai/gpt-4o", CHAINS);

        assertThat(plan.targets().stream().map(Target::toString))
                .containsExactly(
                        "@openrouter/openai/gpt-4o",
                        "@openrouter/deepseek/deepseek-chat",
                        "@siliconflow/only/here",
                        "@openai/openai/gpt-4o");
    }

    @Test
    void aPlanKnowsByWhatItsModelWasResolved() {
        assertThat(plan("openai/gpt-4o", CHAINS).resolution()).isEqualTo(Resolution.PREFIX);
        assertThat(plan("only/here", CHAINS).resolution()).isEqualTo(Resolution.CATALOGUE);
        assertThat(plan("@siliconflow/any", CHAINS).resolution()).isEqualTo(Resolution.PINNED);
        assertThat(plan("either", CHAINS).resolution()).isEqualTo(Resolution.ALIAS);
        assertThat(planning(CHAINS).plan(Optional.empty(), true).resolution()).isEqualTo(Resolution.DEFAULT);
        assertThat(planning(CHAINS).planOneModel(Optional.of("only/here"), true).resolution())
                .isEqualTo(Resolution.CATALOGUE);
    }

    @Test
    void thoseWhoWouldHaveComeBeforeTheFirstAreToldApartFromThoseBehindIt() {
        assertThat(plan("only/here", NO_FALLBACK).skips()).isSameAs(Skips.NONE);

        Skips skips = plan("either", CHAINS).skips();
        assertThat(skips.ahead()).containsExactly(Skip.of("google", "google/gemini-pro", "not_available"));
        assertThat(skips.behind()).isEmpty();

        assertThat(plan("openai/gpt-4o", CHAINS).skips())
                .isEqualTo(new Skips(
                        List.of(),
                        List.of(
                                Skip.of("google", "google/gemini-pro", "not_available"),
                                Skip.of("nobody", "x", "not_available"))));
    }

    @Test
    void whoMayNotAnswerIsToldToBeNotAllowed() {
        Planning planning = planning(CHAINS, new Rights(List.of(), List.of("openai", "siliconflow", "google")));

        Skips skips = planning.plan(Optional.of("openai/gpt-4o"), true).skips();

        assertThat(skips.ahead()).containsExactly(Skip.of("openrouter", "openai/gpt-4o", "not_allowed"));
        assertThat(skips.behind())
                .contains(
                        Skip.of("openrouter", "deepseek/deepseek-chat", "not_allowed"),
                        Skip.of("google", "google/gemini-pro", "not_available"));
    }

    @Test
    void whoRestsIsToldWithTheReasonAndTheEnd() {
        health.unknown(target("openrouter", "openai/gpt-4o"));

        Skips skips = plan("openai/gpt-4o", CHAINS).skips();

        assertThat(skips.ahead()).singleElement().satisfies(skip -> {
            assertThat(skip.provider()).isEqualTo("openrouter");
            assertThat(skip.model()).isEqualTo("openai/gpt-4o");
            assertThat(skip.why()).isEqualTo("resting");
            assertThat(skip.because()).contains("model_not_found");
            assertThat(skip.until())
                    .hasValueSatisfying(until -> assertThat(until).isAfter(clock.instant()));
        });
    }

    @Test
    void ifEveryTargetIsOutOfServiceTheyAreTold() {
        SequencedMap<String, ProviderSettings> rows = new LinkedHashMap<>();
        rows.put("agg", aggregator("agg"));
        Routes routes = new Routes(
                rows, Optional.of("@agg/sick"), Map.of(), Map.of(), NO_FALLBACK, new Catalogue("v7", List.of()));
        Planning planning = new Planning(routes, health.health(), clock.instant(), Rights.ALL);
        Target sick = planning.resolve(Optional.empty());
        IntStream.range(0, sick.provider().circuitBreaker().failures())
                .forEach(i -> health.failed(sick, new Failure.Unavailable("down", Failure.Reach.ANSWER)));

        OutOfService none = catchThrowableOfType(OutOfService.class, () -> planning.plan(Optional.empty(), true));

        assertThat(none.explanation().resolution()).contains(Resolution.DEFAULT);
        assertThat(none.explanation().resolved()).contains("sick");
        assertThat(none.explanation().skipped()).singleElement().satisfies(skip -> {
            assertThat(skip.why()).isEqualTo("out_of_service");
            assertThat(skip.because()).contains("unavailable");
        });
    }

    @Test
    void theSamePlaceIsAskedOnce() {
        assertThat(plan("@siliconflow/only/here", CHAINS).targets().stream().map(Target::toString))
                .containsExactly(
                        "@siliconflow/only/here", "@openrouter/deepseek/deepseek-chat", "@openai/openai/gpt-4o");
    }

    @Test
    void withoutFallbackThereIsTheFirstAlone() {
        assertThat(planning(CHAINS).plan(Optional.of("openai/gpt-4o"), false).targets())
                .hasSize(1);
    }

    @Test
    void aTargetThatIsNotToBeHadComesLast() {
        health.unknown(target("openrouter", "openai/gpt-4o"));

        assertThat(plan("openai/gpt-4o", CHAINS).targets().stream().map(Target::toString))
                .containsExactly(
                        "@openrouter/deepseek/deepseek-chat",
                        "@siliconflow/only/here",
                        "@openai/openai/gpt-4o",
                        "@openrouter/openai/gpt-4o");
    }

    @Test
    void theOthersAreAllButTheFirst() {
        assertThat(plan("@siliconflow/only/here", CHAINS).others().stream().map(Target::toString))
                .containsExactly("@openrouter/deepseek/deepseek-chat", "@openai/openai/gpt-4o");
    }

    @Test
    void theProvidersOwnChainIsKeptWithoutTheOthers() {
        FallbackSettings own = new FallbackSettings(Map.of("siliconflow", List.of("further")), List.of());

        assertThat(plan("only/here", own).targets().stream().map(Target::toString))
                .containsExactly("@siliconflow/only/here", "@siliconflow/further");
    }

    @Test
    void whoNamesNoModelWhereNoneIsSetIsTold() {
        Routes routes = new Routes(
                new LinkedHashMap<>(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                NO_FALLBACK,
                new Catalogue("v7", List.of()));

        assertThatThrownBy(() ->
                        new Planning(routes, health.health(), clock.instant(), Rights.ALL).resolve(Optional.empty()))
                .isInstanceOfSatisfying(
                        UnknownModel.class, e -> assertThat(e.kind()).isEqualTo(UnknownModel.Kind.MALFORMED))
                .hasMessageStartingWith("No model was named and no default model is set.");
    }

    @Test
    void aModelThatIsNotToBeHadIsNotNamedAmongThoseThatAre() {
        assertThatThrownBy(() -> places("@nobody/"))
                .hasMessageEndingWith("Available: either, deepseek/deepseek-chat, only/here, openai/gpt-4o.");
    }

    @Test
    void ofManyModelsTwentyAreNamed() {
        assertThat(whatThereIs(20)).doesNotContain("/v1/models");
        assertThat(whatThereIs(21)).contains("m20").doesNotContain("m21").endsWith(", …, all at /v1/models.");
    }

    private String whatThereIs(int count) {
        SequencedMap<String, ProviderSettings> rows = new LinkedHashMap<>();
        rows.put("openai", provider("openai"));
        List<Model> many = IntStream.rangeClosed(1, count)
                .mapToObj(i -> model("openai", "m%02d".formatted(i)))
                .toList();
        Routes routes = new Routes(rows, Optional.empty(), Map.of(), Map.of(), NO_FALLBACK, new Catalogue("v7", many));
        return new Planning(routes, health.health(), clock.instant(), Rights.ALL)
                .unknown("x")
                .detail();
    }

    @Test
    void whatACallerMayNotAskForIsNotPlannedNorNamed() {
        Rights rights = new Rights(List.of("only/*", "either"), List.of());
        Planning planning = planning(CHAINS, rights);

        assertThat(planning.plan(Optional.of("either"), true).targets()).hasSize(2);
        assertThat(planning.plan(Optional.of("only/here"), true).first()).hasToString("@siliconflow/only/here");
        assertThat(planning.plan(Optional.of("@siliconflow/only/here"), true).first())
                .hasToString("@siliconflow/only/here");
        for (String other : List.of("openai/gpt-4o", "@openai/openai/gpt-4o", "ollama/any")) {
            assertThatThrownBy(() -> planning.plan(Optional.of(other), true))
                    .isInstanceOfSatisfying(
                            UnknownModel.class, e -> assertThat(e.kind()).isEqualTo(UnknownModel.Kind.NOT_ALLOWED))
                    .hasMessage("Your key is not for the model '%s'. Available: either, only/here.".formatted(other));
        }
        assertThat(planning.unknown("x").detail()).endsWith("Available: either, only/here.");
    }

    @Test
    void whoMayNotAnswerIsNoTarget() {
        Rights rights = new Rights(List.of(), List.of("openai", "siliconflow"));
        Planning planning = planning(CHAINS, rights);

        assertThat(planning.plan(Optional.of("openai/gpt-4o"), true).targets().stream()
                        .map(Target::toString))
                .containsExactly("@openai/openai/gpt-4o", "@siliconflow/only/here");
        assertThat(planning.forWhomItIs(
                        unknown(planning, "deepseek/deepseek-chat"),
                        planning(CHAINS),
                        Optional.of("deepseek/deepseek-chat")))
                .isInstanceOfSatisfying(
                        UnknownModel.class, e -> assertThat(e.kind()).isEqualTo(UnknownModel.Kind.NOT_ALLOWED))
                .hasMessageStartingWith(
                        "Your key is not for the providers that serve the model 'deepseek/deepseek-chat'.")
                .hasMessageNotContaining("Available: either, deepseek");
        UnknownModel nobodys = unknown(planning, "google/gemini-pro");
        assertThat(planning.forWhomItIs(nobodys, planning(CHAINS), Optional.of("google/gemini-pro")))
                .isSameAs(nobodys);
    }

    private static UnknownModel unknown(Planning planning, String id) {
        return catchThrowableOfType(UnknownModel.class, () -> planning.plan(Optional.of(id), true));
    }

    @Test
    void thePlanKnowsTheVersionOfItsPrices() {
        assertThat(plan("openai/gpt-4o", NO_FALLBACK).priceVersion()).isEqualTo("v7");
    }

    @Test
    void anAliasIsItsModelsInOrder() {
        assertThat(places("either")).containsExactly("@siliconflow/only/here", "@openai/openai/gpt-4o");
        assertThat(plan("either", CHAINS).targets()).hasSize(2);
        assertThat(planning(NO_FALLBACK).plan(Optional.of("either"), false).targets())
                .hasSize(1);
        assertThat(plan("either", NO_FALLBACK).modelId()).isEqualTo("either");
    }

    @Test
    void anAliasSaysHowItsCallsAreTreated() {
        Plan plan = plan("either", NO_FALLBACK);

        assertThat(plan.manner().onCut()).contains(OnCut.HOLD);
        assertThat(plan.first().clocks().silence()).isEqualTo(Duration.ofSeconds(7));
        assertThat(plan("only/here", NO_FALLBACK).manner().onCut()).isEmpty();
    }

    @Test
    void anAliasThatNobodyServesIsToldSo() {
        assertThatThrownBy(() -> places("asleep"))
                .isInstanceOf(UnknownModel.class)
                .hasMessageContaining("'asleep'");
    }

    private static final Manner HELD = new Manner(
            Optional.of(OnCut.HOLD),
            new Patience(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Duration.ofSeconds(7)),
                    Optional.empty(),
                    Optional.empty()));

    private static final Map<String, Alias> ALIASES = Map.of(
            "either",
            new Alias(
                    "either",
                    List.of("google/gemini-pro", "only/here", "@openai/openai/gpt-4o", "@siliconflow/only/here"),
                    HELD,
                    Optional.empty()),
            "asleep",
            new Alias("asleep", List.of("google/gemini-pro"), HELD, Optional.empty()));

    private static final FallbackSettings NO_FALLBACK = FallbackSettings.NONE;

    private static final FallbackSettings CHAINS = new FallbackSettings(
            Map.of("openrouter", List.of("openai/gpt-4o", "deepseek/deepseek-chat")),
            List.of(
                    new Step("google", "google/gemini-pro"),
                    new Step("openrouter", "deepseek/deepseek-chat"),
                    new Step("siliconflow", "only/here"),
                    new Step("nobody", "x"),
                    new Step("openai", "openai/gpt-4o")));

    private List<String> places(String id) {
        return plan(id, NO_FALLBACK).targets().stream().map(Target::toString).toList();
    }

    private Plan plan(String id, FallbackSettings fallback) {
        return planning(fallback).plan(Optional.of(id), true);
    }

    private Target target(String provider, String id) {
        return planning(NO_FALLBACK).resolve(Optional.of("@" + provider + "/" + id));
    }

    private Planning planning(FallbackSettings fallback) {
        return planning(fallback, Rights.ALL);
    }

    private Planning planning(FallbackSettings fallback, Rights rights) {
        SequencedMap<String, ProviderSettings> rows = new LinkedHashMap<>();
        providers.forEach(row -> rows.put(row.id(), row));
        Routes routes = new Routes(
                rows, Optional.of("deepseek/deepseek-chat"), ALIASES, resolve, fallback, new Catalogue("v7", models));
        return new Planning(routes.within(rights), health.health(), clock.instant(), rights);
    }
}
