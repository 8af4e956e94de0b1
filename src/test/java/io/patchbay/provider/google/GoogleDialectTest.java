package io.patchbay.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Extra;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Sampling;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.google.GoogleRequests;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import io.patchbay.provider.WireCall;
import io.patchbay.provider.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleDialectTest {

    private static final String BASE = "https://google.example/v1beta";

    private final GoogleDialect dialect = new GoogleDialect();

    @Test
    void itsModelsAreAskedForByOneLongPage() {
        Dialect.Listing listing = dialect.models(ProviderSettings.builder("google")
                .baseUrl(Optional.of(URI.create("https://g.example/v1beta/")))
                .build());

        assertThat(listing.request().uri()).hasToString("https://g.example/v1beta/models?pageSize=1000");
        assertThat(listing.names()
                        .apply("{\"models\": [{\"name\": \"models/gemini\"}]}".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("models/gemini");
    }

    @Test
    void theModelAndTheWayOfTheAnswerStandInTheAddress() {
        assertThat(chat("gemini-2.5-flash", false).uri())
                .hasToString(BASE + "/models/gemini-2.5-flash:generateContent");
        assertThat(chat("gemini-2.5-flash", true).uri())
                .hasToString(BASE + "/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
    }

    @ParameterizedTest
    @CsvSource({
        "models/gemini-2.5-flash, models/gemini-2.5-flash",
        "tunedModels/mine-1, tunedModels/mine-1",
        "a/../b, models/a%2F..%2Fb",
        "../files, models/..%2Ffiles",
        "models/../../x, models/..%2F..%2Fx",
        ".., models/..",
        "a?key=b#c, models/a%3Fkey%3Db%23c",
        "a b:c%2F, models/a%20b%3Ac%252F"
    })
    void aNameIsOneSegmentWhateverStandsInIt(String model, String path) {
        URI address = chat(model, false).uri();

        assertThat(address).hasToString(BASE + "/" + path + ":generateContent");
        assertThat(address.normalize()).isEqualTo(address);
        assertThat(address.getQuery()).isNull();
    }

    @Test
    void headersAreTheRowsWithoutBlankOnes() {
        WireRequest whole = chat("m", false);

        assertThat(whole.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of("x-app", "patchbay", "Accept", "application/json"));
        assertThat(whole.streamed()).isFalse();
        assertThat(chat("m", true).headers()).containsEntry("Accept", "text/event-stream");
        assertThat(chat("m", true).streamed()).isTrue();
    }

    @Test
    void theRowsLimitHoldsWhereTheCallerNamesNone() throws IOException {
        ProviderSettings limited =
                settings().toBuilder().maxTokens(OptionalInt.of(100)).build();
        JsonNode given = Json.read("""
                {"contents": [{"parts": [{"text": "Hi"}]}], "generationConfig": {"topK": 1}}""");

        WireCall call = dialect.chat(Target.of(limited, "m", Optional.empty()), GoogleRequests.read(given), false);

        assertThat(body(call.request()).path("generationConfig"))
                .isEqualTo(Json.read("{\"topK\": 1, \"maxOutputTokens\": 100}"));
        assertThat(given.path("generationConfig").has("maxOutputTokens")).isFalse();
        WireCall own = dialect.chat(
                Target.of(limited, "m", Optional.empty()),
                ChatRequest.of("Hi").toBuilder().maxTokens(7).build(),
                false);
        assertThat(body(own.request()).at("/generationConfig/maxOutputTokens").asInt())
                .isEqualTo(7);
    }

    @Test
    void aWholeAnswerIsRead() {
        ChatReply reply = (ChatReply) whole("""
                {"candidates": [{"content": {"parts": [{"text": "Hello"}]}, "finishReason": "STOP"}]}""");

        assertThat(reply.text()).isEqualTo("Hello");
        assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void aBlockedPromptIsAnAnswer() {
        ChatReply reply = (ChatReply) whole("{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}}");

        assertThat(reply.message().content()).isEmpty();
        assertThat(reply.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "1",
                "{}",
                "{\"candidates\": []}",
                "{\"promptFeedback\": {}}",
                "{\"candidates\": [1]}",
                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": 1}]}}]}"
            })
    void whatIsNoAnswerIsGarbled(String body) {
        assertThat(failureOf(() -> whole(body))).isInstanceOf(Failure.Garbled.class);
    }

    @Test
    void anErrorWithAStatusOfSuccessIsAnError() {
        assertThat(failureOf(() -> whole("[{\"error\": {\"code\": 503, \"message\": \"overloaded\"}}]")))
                .isInstanceOf(Failure.Unavailable.class);
    }

    private Object whole(String body) {
        return dialect.chat(target("m"), ChatRequest.of("Hi"), false)
                .whole()
                .apply(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oneTextIsAskedForAlone() throws IOException {
        EmbeddingRequest request = new EmbeddingRequest(
                List.of(new EmbeddingRequest.Input.Text("Hi")),
                OptionalInt.of(768),
                Optional.of("ann"),
                Extra.of(Map.of("taskType", Json.read("\"RETRIEVAL_QUERY\""))),
                Optional.empty());

        WireCall call = dialect.embed(target("gemini-embedding-001"), request);

        assertThat(call.request().uri()).hasToString(BASE + "/models/gemini-embedding-001:embedContent");
        assertThat(call.request().leftOut()).containsExactly("user");
        assertThat(body(call.request())).isEqualTo(Json.read("""
                {"model": "models/gemini-embedding-001", "content": {"parts": [{"text": "Hi"}]},
                 "outputDimensionality": 768, "taskType": "RETRIEVAL_QUERY"}"""));
        EmbeddingReply reply = (EmbeddingReply) call.whole()
                .apply("{\"embedding\": {\"shape\": [2], \"values\": [0.5, -1]}}".getBytes(StandardCharsets.UTF_8));
        assertThat(reply.embeddings().getFirst().vector()).containsExactly(0.5f, -1f);
        assertThat(reply.model()).isEqualTo("gemini-embedding-001");
        assertThat(reply.usage()).isEmpty();
    }

    @Test
    void severalTextsAreAskedForAtOnce() throws IOException {
        WireCall call = dialect.embed(target("m"), EmbeddingRequest.of(List.of("a", "b")));

        assertThat(call.request().uri()).hasToString(BASE + "/models/m:batchEmbedContents");
        assertThat(body(call.request())).isEqualTo(Json.read("""
                {"requests": [{"model": "models/m", "content": {"parts": [{"text": "a"}]}},
                              {"model": "models/m", "content": {"parts": [{"text": "b"}]}}]}"""));
        EmbeddingReply reply = (EmbeddingReply) call.whole().apply("""
                {"embeddings": [{"values": [1]}, {"values": [2]}], "usageMetadata": {"promptTokenCount": 2}}""".getBytes(StandardCharsets.UTF_8));
        assertThat(reply.embeddings())
                .extracting(embedding -> embedding.vector()[0])
                .containsExactly(1f, 2f);
        assertThat(reply.usage()).contains(Usage.builder().input(2).build());
    }

    @Test
    void aVectorMayBeLong() {
        WireCall call = dialect.embed(target("m"), EmbeddingRequest.of(List.of("a")));
        String values = "0.5,".repeat(7_000) + "1";

        EmbeddingReply reply = (EmbeddingReply) call.whole()
                .apply("{\"embedding\": {\"values\": [%s]}}".formatted(values).getBytes(StandardCharsets.UTF_8));

        assertThat(reply.embeddings().getFirst().vector()).hasSize(7_001).endsWith(0.5f, 1f);
    }

    @Test
    void isNamedAsRowsNameIt() {
        assertThat(dialect.name()).isEqualTo("google");
    }

    @Test
    void aStreamIsReadToTheEndOfAsManyAnswersAsWereAskedFor() {
        ChatRequest two = ChatRequest.of("Hi").toBuilder()
                .sampling(Sampling.builder().n(2).build())
                .build();
        Dialect.StreamReader reader =
                dialect.chat(target("m"), two, true).stream().get();
        String end = "{\"candidates\": [{\"index\": %d, \"finishReason\": \"STOP\"}]}";

        reader.read("", end.formatted(0).getBytes(StandardCharsets.UTF_8));
        assertThat(reader.ended()).isFalse();
        reader.read("", end.formatted(1).getBytes(StandardCharsets.UTF_8));
        assertThat(reader.ended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"embeddings\": []}",
                "{\"embeddings\": [{\"values\": [1]}, {\"values\": [2]}]}",
                "{\"embedding\": {\"values\": []}}",
                "{\"embedding\": {\"values\": [\"a\"]}}",
                "{\"embedding\": {\"values\": {}}}",
                "{\"embedding\": [[1]]}",
                "{\"embeddings\": {\"values\": [1]}}",
                "{\"embeddings\": [[1]]}",
                "[{\"embedding\": {\"values\": [1]}}]",
                "{\"embedding\": {\"values\": [1"
            })
    void anAnswerWithoutAVectorForEachInputIsGarbled(String body) {
        WireCall call = dialect.embed(target("m"), EmbeddingRequest.of(List.of("a")));

        assertThat(failureOf(() -> call.whole().apply(body.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Failure.Garbled.class);
    }

    @Test
    void whatNoVectorCanBeMadeOfIsRefused() {
        EmbeddingRequest tokens = new EmbeddingRequest(
                List.of(new EmbeddingRequest.Input.Tokens(List.of(1, 2))),
                OptionalInt.empty(),
                Optional.empty(),
                Extra.NONE,
                Optional.empty());
        EmbeddingRequest essential = new EmbeddingRequest(
                List.of(new EmbeddingRequest.Input.Text("a")),
                OptionalInt.empty(),
                Optional.empty(),
                new Extra(Optional.of("openai"), Map.of("a", Json.object()), Set.of("a")),
                Optional.empty());

        assertThat(failureOf(() -> dialect.embed(target("m"), tokens)))
                .isInstanceOfSatisfying(
                        Failure.Unsupported.class,
                        failure -> assertThat(failure.param()).isEqualTo("input"));
        assertThat(failureOf(() -> dialect.embed(target("m"), essential))).isInstanceOf(Failure.Unsupported.class);
    }

    private static Failure failureOf(ThrowingCallable call) {
        Failure[] failure = new Failure[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(CallFailed.class, failed -> failure[0] = failed.failure());
        return failure[0];
    }

    private WireRequest chat(String model, boolean streamed) {
        return dialect.chat(target(model), ChatRequest.of("Hi"), streamed).request();
    }

    private static Target target(String model) {
        return Target.of(settings(), model, Optional.empty());
    }

    private static ProviderSettings settings() {
        return ProviderSettings.builder("google")
                .dialect("google")
                .baseUrl(Optional.of(URI.create(BASE + "/")))
                .headers(Map.of("x-app", "patchbay", "x-blank", " "))
                .build();
    }

    private static JsonNode body(WireRequest request) throws IOException {
        return Json.read(request.body().orElseThrow());
    }
}
