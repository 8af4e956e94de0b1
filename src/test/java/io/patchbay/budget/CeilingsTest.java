package io.patchbay.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.budget.Bound.Unbounded;
import io.patchbay.budget.Bound.Unpriced;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Price;
import io.patchbay.catalogue.Prices;
import io.patchbay.catalogue.Prices.Dated;
import io.patchbay.catalogue.Rates;
import io.patchbay.chat.CacheTime;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Extra;
import io.patchbay.chat.Message;
import io.patchbay.chat.Modality;
import io.patchbay.chat.ModerationRequest;
import io.patchbay.chat.Reasoning;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Role;
import io.patchbay.chat.Sampling;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Tool;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.openai.OpenAiRequests;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CeilingsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 1);
    private static final int WINDOW = 128_000;
    private static final int LONGEST = 16_000;
    private static final int FRAME = Reading.FRAME;
    private static final int MARKS = 2 * Reading.MARKS;

    private static final Signature PROOF = new Signature("anthropic", "c2lnbmVk");
    private static final Price CHEAP = Price.of(new BigDecimal("1"), new BigDecimal("2"));

    private static Place place(Price price, Capability... abilities) {
        return place("m", Optional.of(price), OptionalInt.of(WINDOW), OptionalInt.of(LONGEST), Set.of(abilities));
    }

    private static Place place(
            String name, Optional<Price> price, OptionalInt window, OptionalInt longest, Set<Capability> abilities) {
        Model model = new Model(
                "one",
                name,
                List.of(),
                name,
                window,
                longest,
                abilities,
                price.map(Prices::always).orElse(Prices.UNKNOWN),
                Optional.empty(),
                Optional.empty(),
                false,
                Manner.USUAL);
        return new Place(name, Optional.of(model), TODAY, OptionalInt.empty(), false, false);
    }

    private static Place named(String name) {
        return place(name, Optional.of(CHEAP), OptionalInt.of(WINDOW), OptionalInt.of(LONGEST), Set.of());
    }

    private static Place withRowLimit(Place place, int limit, boolean limitsThoughts) {
        return new Place(
                place.wireId(), place.model(), TODAY, OptionalInt.of(limit), limitsThoughts, place.aggregator());
    }

    private static final Place PLAIN = place(CHEAP);

    private static Ceiling ceiling(ChatRequest request, Place place) {
        return (Ceiling) Ceilings.of(request, place);
    }

    private static ChatRequest.Builder hello() {
        return ChatRequest.builder().user("hello");
    }

    private static ChatRequest came(ChatRequest.Builder words, ObjectNode body) {
        return words.original(new ChatRequest.Original("openai", body)).build();
    }

    // What is read

    @Test
    void noTokenIsShorterThanAByte() {
        Ceiling ceiling = ceiling(hello().build(), PLAIN);

        assertThat(ceiling.input()).isEqualTo(5 + MARKS + FRAME);
        assertThat(ceiling.basis()).isEqualTo(Basis.BYTES);
    }

    @Test
    void nothingIsReadBeyondTheWindow() {
        Ceiling ceiling = ceiling(ChatRequest.of("x".repeat(WINDOW + 1)), PLAIN);

        assertThat(ceiling.input()).isEqualTo(WINDOW);
        assertThat(ceiling.basis()).isEqualTo(Basis.WINDOW);
    }

    @Test
    void withoutAWindowTheBytesDecideAlone() {
        Place place = place("m", Optional.of(CHEAP), OptionalInt.empty(), OptionalInt.of(LONGEST), Set.of());

        assertThat(ceiling(ChatRequest.of("x".repeat(WINDOW + 1)), place).input())
                .isGreaterThan(WINDOW);
    }

    static List<Content> whatOnlyTheWindowBounds() {
        return List.of(
                new Content.Image("https://example.com/a.png", Optional.of("low")),
                new Content.Audio("AAAA", "wav"),
                new Content.File(Optional.empty(), Optional.empty(), "file-1"),
                new Content.RedactedThinking(PROOF),
                new Content.Thinking("", Optional.of(PROOF)),
                new Content.ToolCall("1", "f", "{}", Optional.of(PROOF)),
                new Content.Opaque("anthropic", Json.object()),
                new Content.ToolResult(
                        "1", List.of(new Content.Image("https://example.com/a.png", Optional.empty())), false));
    }

    @ParameterizedTest
    @MethodSource("whatOnlyTheWindowBounds")
    void whatIsNotTextMayFillTheWindow(Content part) {
        ChatRequest request = hello().message(new Message(Role.ASSISTANT, List.of(part), Optional.empty()))
                .build();

        assertThat(ceiling(request, PLAIN).input()).isEqualTo(WINDOW);
        assertThat(ceiling(request, PLAIN).basis()).isEqualTo(Basis.WINDOW);
        Place windowless = place("m", Optional.of(CHEAP), OptionalInt.empty(), OptionalInt.of(LONGEST), Set.of());
        assertThat(Ceilings.of(request, windowless))
                .isInstanceOfSatisfying(
                        Unbounded.class, it -> assertThat(it.param()).isEqualTo("messages"));
    }

    @Test
    void toolsAndSchemasAreReadAsMoreThanWasSent() {
        ObjectNode schema = Json.object().put("type", "object");
        long plain = ceiling(hello().build(), PLAIN).input();
        long bytes = Bytes.of(schema) + Reading.MARKS;

        ChatRequest tool = hello().tool(new Tool.Function("f", Optional.of("does"), schema, Optional.empty()))
                .build();
        ChatRequest format = hello().responseFormat(new ResponseFormat.JsonSchema("s", schema, true))
                .build();

        assertThat(ceiling(tool, PLAIN).input()).isEqualTo(plain + Reading.STRUCTURE_FRAME + 3 * (bytes + 5));
        assertThat(ceiling(format, PLAIN).input()).isEqualTo(plain + Reading.STRUCTURE_FRAME + 3 * bytes);
    }

    @Test
    void theArgumentsOfACallMayBeRewrittenToo() {
        ChatRequest request = hello().message(new Message(
                        Role.ASSISTANT, List.of(new Content.ToolCall("id", "f", "{\"a\":1}")), Optional.empty()))
                .build();

        assertThat(ceiling(request, PLAIN).input())
                .isEqualTo(ceiling(hello().build(), PLAIN).input() + Reading.STRUCTURE_FRAME + MARKS + 3 + 3 * 7);
    }

    @Test
    void whatHasNoWordsCountsByTheBodyThatIsPassedOn() {
        ObjectNode body = Json.object().put("messages", "x".repeat(5_000));

        assertThat(ceiling(came(hello(), body), PLAIN).input()).isBetween(5_000L + FRAME, 5_100L + FRAME);
    }

    @Test
    void aCountIsTakenWhereItIsExact() {
        ChatRequest request = ChatRequest.of("one two three four five ".repeat(1_000));
        Place openAi = named("gpt-4o");

        Ceiling byBytes = ceiling(request, openAi);
        Ceiling counted = (Ceiling) Ceilings.counted(request, openAi);

        assertThat(counted.basis()).isEqualTo(Basis.COUNTED);
        assertThat(counted.input()).isLessThan(byBytes.input() / 3).isGreaterThan(5_000);
        assertThat(counted.output()).isEqualTo(byBytes.output());
        assertThat(counted.cost()).isLessThan(byBytes.cost());
        assertThat(Ceilings.counted(request, named("claude-sonnet-4-5")))
                .isEqualTo(ceiling(request, named("claude-sonnet-4-5")));
    }

    // What is written

    @Test
    void aRequestsLimitBoundsItsAnswer() {
        assertThat(ceiling(hello().maxTokens(10).build(), PLAIN).output()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens", "max_output_tokens"})
    void theLargestOfItsLimitsDoes(String name) {
        ObjectNode body = Json.object().put(name, 50);

        assertThat(ceiling(came(hello().maxTokens(10), body), PLAIN).output()).isEqualTo(50);
    }

    @Test
    void aLimitThatNoVendorCouldKeepIsStillOne() {
        ObjectNode body = Json.object().put("max_tokens", new BigInteger("18446744073709551617"));

        assertThat(ceiling(came(hello().maxTokens(10), body), PLAIN).output()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aRowsLimitHoldsOnlyWhereTheRequestHasNone() {
        Place place = withRowLimit(PLAIN, 1_000, true);

        assertThat(ceiling(hello().build(), place).output()).isEqualTo(1_000);
        assertThat(ceiling(hello().maxTokens(2_000).build(), place).output()).isEqualTo(2_000);
    }

    @Test
    void elseTheModelsDoesOrItsWindow() {
        Place unknown = place("m", Optional.of(CHEAP), OptionalInt.of(WINDOW), OptionalInt.empty(), Set.of());
        Place nothing = place("m", Optional.of(CHEAP), OptionalInt.empty(), OptionalInt.of(0), Set.of());

        assertThat(ceiling(hello().build(), PLAIN).output()).isEqualTo(LONGEST);
        assertThat(ceiling(hello().build(), unknown).output()).isEqualTo(WINDOW);
        assertThat(Ceilings.of(hello().build(), nothing))
                .isInstanceOfSatisfying(
                        Unbounded.class, it -> assertThat(it.param()).isEqualTo("max_tokens"));
    }

    @Test
    void eachOfSeveralAnswersMayBeAsLong() {
        ChatRequest three =
                hello().sampling(Sampling.builder().n(3).maxTokens(10).build()).build();

        assertThat(ceiling(three, PLAIN).output()).isEqualTo(30);
        assertThat(ceiling(came(hello().maxTokens(10), Json.object().put("n", 4)), PLAIN)
                        .output())
                .isEqualTo(40);
    }

    /** xAI counts thoughts beside the answer that was limited. */
    @Test
    void thoughtsMayExceedALimitThatIsNotSaidToHoldForThem() {
        Place thinks = place(CHEAP, Capability.REASONING);
        ChatRequest request = hello().maxTokens(10).build();

        assertThat(ceiling(request, thinks).output()).isEqualTo(LONGEST);
        assertThat(ceiling(request, withRowLimit(thinks, 5, true)).output()).isEqualTo(10);
    }

    @Test
    void aBudgetOfThoughtsBeyondTheLimitComesOnTop() {
        ChatRequest.Builder request = hello().maxTokens(1_000);

        assertThat(ceiling(request.reasoning(Reasoning.ofBudget(999)).build(), PLAIN)
                        .output())
                .isEqualTo(1_000);
        assertThat(ceiling(request.reasoning(Reasoning.ofBudget(5_000)).build(), PLAIN)
                        .output())
                .isEqualTo(6_000);
    }

    // What it costs

    @Test
    void eachTokenIsOfTheDearestClass() {
        Rates rates = new Rates(
                usd("3"),
                usd("15"),
                some("0.3"),
                some("3.75"),
                some("6"),
                Optional.empty(),
                some("20"),
                Optional.empty(),
                Optional.empty(),
                some("18"));
        Price price = new Price(rates, List.of(), Optional.of(usd("0.005")));

        Ceiling ceiling = ceiling(hello().maxTokens(100).build(), place(price));

        BigDecimal read = usd("6").multiply(BigDecimal.valueOf(ceiling.input()));
        assertThat(ceiling.cost())
                .isEqualByComparingTo(read.add(usd("2000")).movePointLeft(6).add(usd("0.005")));
    }

    @Test
    void whatTheLedgerCannotHoldIsRoundedUp() {
        Price price = Price.of(usd("0.0000000000001"), usd("0"));

        Ceiling ceiling = ceiling(hello().build(), place(price));

        assertThat(ceiling.cost().scale()).isEqualTo(18);
        assertThat(ceiling.cost()).isEqualByComparingTo("0.000000000000000107");
    }

    // What has no bound

    @Test
    void whatIsUnknownMayBill() {
        ChatRequest request = hello().extra(Map.of("zeal", Json.object(), "boost", Json.object()))
                .build();

        assertRefused(request, PLAIN, "boost");
    }

    @Test
    void whatADialectKnowsToCostNothingDoesNot() {
        Extra extra = new Extra(Optional.of("openai"), Map.of("verbosity", Json.object()), Set.of(), Set.of());

        assertThat(Ceilings.of(hello().extra(extra).build(), PLAIN)).isInstanceOf(Ceiling.class);
    }

    @Test
    void aVendorsOwnToolMayBill() {
        ChatRequest request = hello().tool(new Tool.CacheMark(CacheTime.FIVE_MINUTES))
                .tool(new Tool.Vendor("openai", Json.object()))
                .build();

        assertRefused(request, PLAIN, "tools[1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-4o:online",
                "meta-llama/llama-3.3-70b-instruct:nitro",
                "openrouter/auto",
                "switchpoint/router",
                "o3-deep-research",
                "perplexity/sonar-deep-research",
                "perplexity/sonar-pro-search",
                "gpt-4o-mini-search-preview",
                "gpt-5-search-api-2025-10-14",
                "groq/compound"
            })
    void modelsThatSearchOrChooseHaveNoBound(String name) {
        assertRefused(hello().build(), named(name), "model");
        assertThat(Ceilings.of(EmbeddingRequest.of(List.of("a")), named(name))).isInstanceOf(Unbounded.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "openai/gpt-4o:free", "relace/relace-search", "sonar-pro"})
    void othersHaveOne(String name) {
        assertThat(Ceilings.of(hello().build(), named(name))).isInstanceOf(Ceiling.class);
    }

    /** Such as tools that are added in the middle of a conversation. */
    @Test
    void aPartThatOnlyItsVendorKnowsMayBillUnlessTheModelWroteIt() {
        ChatRequest request = hello().message(
                        new Message(Role.SYSTEM, List.of(new Content.Opaque("x", Json.object())), Optional.empty()))
                .build();

        assertRefused(request, PLAIN, "messages[1].content");
    }

    @ParameterizedTest
    @CsvSource({"true, Unbounded", "false, Ceiling"})
    void anAggregatorBillsTheReadingOfFiles(boolean aggregator, String expected) {
        Content file = new Content.File(Optional.empty(), Optional.empty(), "data:application/pdf;base64,AA");
        ChatRequest request = hello().message(new Message(
                        Role.TOOL, List.of(new Content.ToolResult("1", List.of(file), false)), Optional.empty()))
                .build();
        Place place = new Place("m", PLAIN.model(), TODAY, OptionalInt.empty(), true, aggregator);

        assertThat(Ceilings.of(request, place).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void aModelWithoutAPriceIsNotFree() {
        Place unpriced = place("m", Optional.empty(), OptionalInt.of(WINDOW), OptionalInt.of(LONGEST), Set.of());
        Place unknown = new Place("m", Optional.empty(), TODAY, OptionalInt.empty(), true, false);

        assertThat(Ceilings.of(hello().build(), unpriced)).isInstanceOf(Unpriced.class);
        assertThat(Ceilings.counted(hello().build(), unknown)).isInstanceOf(Unpriced.class);
        assertThat(Ceilings.of(EmbeddingRequest.of(List.of("a")), unknown)).isInstanceOf(Unpriced.class);
        assertThat(Ceilings.of(new ModerationRequest(Json.object()), unknown)).isInstanceOf(Unpriced.class);
    }

    @Test
    void noPriceCoversPicturesThatAModelPaints() {
        ChatRequest request =
                hello().modalities(Set.of(Modality.TEXT, Modality.IMAGE)).build();

        assertThat(Ceilings.of(request, PLAIN)).isInstanceOf(Unpriced.class);
    }

    @Test
    void amongThemThoseOfModelsThatAlwaysPaint() {
        assertThat(Ceilings.of(hello().build(), named("google/gemini-2.5-flash-image")))
                .isInstanceOf(Unpriced.class);
    }

    @Test
    void soundNeedsAPriceOfItsOwn() {
        ChatRequest request = hello().modalities(Set.of(Modality.AUDIO)).build();
        Rates spoken = new Rates(
                usd("1"),
                usd("2"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                some("80"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(Ceilings.of(request, PLAIN)).isInstanceOf(Unpriced.class);
        assertThat(Ceilings.of(request, place(new Price(spoken, List.of(), Optional.empty()))))
                .isInstanceOf(Ceiling.class);
    }

    @Test
    void anHourInTheCacheNeedsAPriceWhereFiveMinutesHaveOne() {
        ChatRequest hour = marked(CacheTime.ONE_HOUR);

        assertThat(Ceilings.of(hour, cached(some("4"), Optional.empty()))).isInstanceOf(Unpriced.class);
        assertThat(Ceilings.of(hour, cached(some("4"), some("6")))).isInstanceOf(Ceiling.class);
        assertThat(Ceilings.of(hour, PLAIN)).isInstanceOf(Ceiling.class);
        assertThat(Ceilings.of(marked(CacheTime.FIVE_MINUTES), cached(some("4"), Optional.empty())))
                .isInstanceOf(Ceiling.class);
    }

    private static ChatRequest marked(CacheTime time) {
        List<Content> content = List.of(new Content.Text("a"), new Content.CacheMark(time));
        return hello().message(new Message(Role.USER, content, Optional.empty()))
                .build();
    }

    private static Place cached(Optional<BigDecimal> fiveMinutes, Optional<BigDecimal> hour) {
        Rates rates = new Rates(
                usd("3"),
                usd("15"),
                Optional.empty(),
                fiveMinutes,
                hour,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return place(new Price(rates, List.of(), Optional.empty()));
    }

    private static void assertRefused(ChatRequest request, Place place, String param) {
        assertThat(Ceilings.of(request, place))
                .isInstanceOfSatisfying(
                        Unbounded.class, it -> assertThat(it.param()).isEqualTo(param));
    }

    // Vectors and judgements

    @Test
    void eachTextOfAnEmbeddingHasTheWindowForItself() {
        Place small = place("m", Optional.of(CHEAP), OptionalInt.of(100), OptionalInt.empty(), Set.of());
        EmbeddingRequest request = EmbeddingRequest.of(List.of("x".repeat(1_000), "y"));

        Ceiling ceiling = (Ceiling) Ceilings.of(request, small);

        assertThat(ceiling.input()).isEqualTo(FRAME + 100 + 1 + Reading.MARKS);
        assertThat(ceiling.output()).isZero();
        assertThat(ceiling.basis()).isEqualTo(Basis.WINDOW);
    }

    @Test
    void tokensThatAreSentAreAsMany() {
        EmbeddingRequest request = new EmbeddingRequest(
                List.of(new EmbeddingRequest.Input.Tokens(List.of(1, 2, 3))),
                OptionalInt.empty(),
                Optional.empty(),
                Extra.NONE,
                Optional.empty());

        assertThat(((Ceiling) Ceilings.of(request, PLAIN)).input()).isEqualTo(FRAME + 3 + Reading.MARKS);
    }

    @Test
    void aJudgementIsReadAndWritesNothing() {
        ObjectNode text = Json.object().put("input", "hello");
        ObjectNode picture = Json.object();
        picture.putArray("input").addObject().put("type", "image_url");

        Ceiling ceiling = (Ceiling) Ceilings.of(new ModerationRequest(text), PLAIN);

        assertThat(ceiling.input()).isEqualTo(Bytes.of(text) + FRAME);
        assertThat(ceiling.output()).isZero();
        assertThat(((Ceiling) Ceilings.of(new ModerationRequest(picture), PLAIN)).input())
                .isEqualTo(WINDOW);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    private static Optional<BigDecimal> some(String amount) {
        return Optional.of(usd(amount));
    }

    // What it is priced by

    private static Place priced(Prices prices) {
        Model plain = PLAIN.model().orElseThrow();
        Model model = new Model(
                plain.provider(),
                plain.id(),
                plain.also(),
                plain.wireId(),
                plain.contextWindow(),
                plain.outputLimit(),
                plain.capabilities(),
                prices,
                Optional.empty(),
                Optional.empty(),
                false,
                Manner.USUAL);
        return new Place("m", Optional.of(model), TODAY, OptionalInt.empty(), false, false);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, true", "2, false"})
    void aDearerPriceCountsFromTheDayBeforeItBegins(int daysFromNow, boolean counts) {
        Price dear = Price.of(BigDecimal.TEN, BigDecimal.TEN);
        Prices prices =
                new Prices(List.of(new Dated(TODAY.minusDays(9), CHEAP), new Dated(TODAY.plusDays(daysFromNow), dear)));

        Ceiling ceiling = ceiling(hello().build(), priced(prices));

        assertThat(ceiling.cost())
                .isEqualByComparingTo((counts ? dear : CHEAP).atMost(ceiling.input(), ceiling.output()));
    }

    @Test
    void aCheaperPriceCountsFromItsDayOn() {
        Prices prices = new Prices(List.of(
                new Dated(TODAY, CHEAP), new Dated(TODAY.plusDays(1), Price.of(BigDecimal.ZERO, BigDecimal.ZERO))));

        assertThat(ceiling(hello().build(), priced(prices)).cost())
                .isEqualByComparingTo(ceiling(hello().build(), PLAIN).cost());
    }

    @Test
    void beforeTheFirstPriceThereIsNone() {
        Prices prices = new Prices(List.of(new Dated(TODAY.plusDays(1), CHEAP)));

        assertThat(Ceilings.of(hello().build(), priced(prices))).isInstanceOf(Unpriced.class);
    }

    private static final Place TIERED = place(new Price(
            CHEAP.rates(),
            List.of(),
            Optional.empty(),
            Map.of("flex", usd("0.5"), "priority", usd("2"), "turbo", usd("6"))));

    private static ChatRequest asking(String tier) {
        ObjectNode body = Json.object().put("model", "m").put("service_tier", tier);
        body.putArray("messages").addObject().put("role", "user").put("content", "hello");
        return OpenAiRequests.read(body).request();
    }

    @ParameterizedTest
    @CsvSource({"flex, 1", "default, 1", "priority, 2", "turbo, 6", "auto, 6"})
    void isThatOfTheDearestTierThatTheRequestMayGet(String tier, BigDecimal factor) {
        Ceiling ceiling = ceiling(asking(tier), TIERED);

        assertThat(ceiling.cost())
                .isEqualByComparingTo(
                        CHEAP.atMost(ceiling.input(), ceiling.output()).multiply(factor));
    }

    @Test
    void aRequestThatNamesNoTierMayGetAny() {
        Ceiling ceiling = ceiling(hello().build(), TIERED);

        assertThat(ceiling.cost())
                .isEqualByComparingTo(
                        CHEAP.atMost(ceiling.input(), ceiling.output()).multiply(usd("6")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"priority", "fast"})
    void aTierWithoutAFactorHasNoBound(String tier) {
        assertThat(Ceilings.of(asking(tier), PLAIN)).isInstanceOf(Unbounded.class);
    }

    @Test
    void picturesHaveABoundWhereTheyHaveAPrice() {
        Rates painting = new Rates(
                usd("1"),
                usd("2"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(usd("30")),
                Optional.empty());
        Place place = place(new Price(painting, List.of(), Optional.empty()));
        ChatRequest request =
                hello().modalities(Set.of(Modality.IMAGE)).maxTokens(5).build();

        Ceiling ceiling = ceiling(request, place);

        assertThat(ceiling.output())
                .as("nobody says that a limit holds for pictures")
                .isEqualTo(LONGEST);
        assertThat(ceiling.cost())
                .isEqualByComparingTo(usd("30")
                        .multiply(BigDecimal.valueOf(LONGEST))
                        .add(BigDecimal.valueOf(ceiling.input()))
                        .movePointLeft(6));
    }
}
