package io.patchbay.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Arrival;
import io.patchbay.testing.Rule;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client of OpenAI's API does through Patchbay. */
@ExtendWith(RunningPatchbay.Extension.class)
abstract class ClientContract {

    private static final String PATH = "/openai/v1/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunningPatchbay patchbay;
    private final Upstream upstream;

    ClientContract(RunningPatchbay patchbay) {
        this.patchbay = patchbay;
        this.upstream = patchbay.upstream();
    }

    /**
     * How the client is set up.
     *
     * @param timeout of the whole call, or of what the client limits that comes nearest
     */
    record Setup(URI baseUrl, String key, String model, Map<String, String> headers, int retries, Duration timeout) {

        Setup key(String value) {
            return new Setup(baseUrl, value, model, headers, retries, timeout);
        }

        Setup model(String value) {
            return new Setup(baseUrl, key, value, headers, retries, timeout);
        }

        Setup header(String name, String value) {
            Map<String, String> all = new HashMap<>(headers);
            all.put(name, value);
            return new Setup(baseUrl, key, model, all, retries, timeout);
        }

        Setup retries(int value) {
            return new Setup(baseUrl, key, model, headers, value, timeout);
        }

        Setup timeout(Duration value) {
            return new Setup(baseUrl, key, model, headers, retries, value);
        }
    }

    record Answer(String text, long totalTokens) {}

    record ToolCall(String id, String name, String arguments) {}

    record City(String name, int population) {}

    /** What a client throws its own class for. */
    enum Trouble {
        WRONG_KEY,
        UNKNOWN_MODEL,
        BAD_PARAMETER,
        THROTTLED,
        PROVIDER_DOWN,
        STREAM_CUT,
        CLIENT_TIME_OUT,
        STREAM_TIME_OUT,
        SERVER_TIME_OUT
    }

    /** Asks "Hi". */
    abstract Answer whole(Setup setup) throws Exception;

    /** Asks "Hi", with its usage, and adds each piece of the answer as it comes. */
    abstract Answer streamed(Setup setup, List<String> pieces) throws Exception;

    /** Asks with the tool {@code get_weather(city)}, runs it, which finds 12 °C everywhere, and tells its result. */
    abstract String withTool(Setup setup) throws Exception;

    /** Asks with the tool {@code get_weather(city)}, streamed, and gives what the model called. */
    abstract List<ToolCall> streamedToolCalls(Setup setup) throws Exception;

    /** Asks for a {@link City} by the client's own way from a type to a schema. */
    abstract City structured(Setup setup) throws Exception;

    /** The name of what the client throws, with more where it throws one class for all. */
    abstract String thrownFor(Trouble trouble);

    String nameOf(Throwable thrown) {
        return thrown.getClass().getSimpleName();
    }

    boolean waitsAsLongAsRetryAfterAsks() {
        return true;
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @Test
    void readsAWholeAnswer() throws Exception {
        upstream().with(OpenAiWire.whole("Hello there"));

        assertThat(whole(setup())).isEqualTo(new Answer("Hello there", 5));
        assertThat(upstream.last().model()).isEqualTo("gpt-4o");
    }

    @Test
    void readsAStreamInOrderWithItsUsage() throws Exception {
        upstream().streams(OpenAiWire.streamed("Hel", "lo"));
        List<String> pieces = new CopyOnWriteArrayList<>();

        Answer answer = streamed(setup(), pieces);

        assertThat(pieces).containsExactly("Hel", "lo");
        assertThat(answer).isEqualTo(new Answer("Hello", 5));
    }

    @Test
    void tellsTheResultOfATool() throws Exception {
        upstream().with(OpenAiWire.wholeToolCall());
        upstream().containing("\"tool_call_id\"").with(OpenAiWire.whole("It is 12 °C in Riga."));

        assertThat(withTool(setup())).isEqualTo("It is 12 °C in Riga.");

        JsonNode messages = upstream.last().json().path("messages");
        assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "tool");
        assertThat(messages.at("/1/tool_calls/0/id").asText()).isEqualTo("call_Riga");
        assertThat(messages.at("/1/tool_calls/0/function/arguments").asText()).isEqualTo("{\"city\":\"Riga\"}");
        assertThat(messages.at("/2/tool_call_id").asText()).isEqualTo("call_Riga");
        assertThat(messages.at("/2/content").toString()).contains("12 °C");
        JsonNode parameters = upstream.last().json().at("/tools/0/function/parameters");
        assertThat(parameters.at("/properties/city/type").asText()).isEqualTo("string");
    }

    @Test
    void putsStreamedToolCallsTogether() throws Exception {
        upstream().streams(OpenAiWire.streamedToolCalls());

        assertThat(streamedToolCalls(setup()))
                .containsExactly(
                        new ToolCall("call_Riga", "get_weather", "{\"city\":\"Riga\"}"),
                        new ToolCall("call_Oslo", "get_weather", "{\"city\":\"Oslo\"}"));
    }

    @Test
    void readsAnAnswerThatFollowsASchema() throws Exception {
        upstream().with(OpenAiWire.whole("{\\\"name\\\":\\\"Riga\\\",\\\"population\\\":605802}"));

        assertThat(structured(setup())).isEqualTo(new City("Riga", 605_802));

        JsonNode format = upstream.last().json().path("response_format");
        JsonNode properties = format.at("/json_schema/schema/properties");
        assertThat(format.path("type").asText()).isEqualTo("json_schema");
        assertThat(properties.at("/name/type").toString()).contains("\"string\"");
        assertThat(properties.at("/population/type").toString()).contains("\"integer\"");
    }

    @Test
    void throwsForAKeyThatPatchbayDoesNotKnow() {
        throwsFor(Trouble.WRONG_KEY, () -> whole(setup().key("not-a-key-of-anyone")));

        assertThat(upstream.arrivals()).isEmpty();
    }

    @Test
    void throwsForAModelThatNobodyServes() {
        Throwable thrown = throwsFor(Trouble.UNKNOWN_MODEL, () -> whole(setup().model("@nobody/model")));

        assertThat(thrown).hasMessageContaining("nobody");
        assertThat(upstream.arrivals()).isEmpty();
    }

    @Test
    void throwsForAParameterThatTheProviderRefuses() {
        upstream().fails(400, OpenAiWire.unsupportedParameter());

        assertThat(throwsFor(Trouble.BAD_PARAMETER, () -> whole(setup())))
                .hasMessageContaining("Unsupported parameter");
    }

    @Test
    void throwsForAStreamThatTheProviderRefuses() {
        upstream().fails(400, OpenAiWire.unsupportedParameter());

        assertThat(throwsFor(Trouble.BAD_PARAMETER, () -> streamed(setup(), new CopyOnWriteArrayList<>())))
                .hasMessageContaining("Unsupported parameter");
    }

    @Test
    void throwsWhereTheProviderIsOverrun() {
        upstream().fails(429, OpenAiWire.rateLimit());

        throwsFor(Trouble.THROTTLED, () -> whole(setup()));
    }

    @Test
    void triesAgainWhereTheProviderWasOverrun() throws Exception {
        upstream().with(OpenAiWire.whole("At last"));
        upstream().times(1).fails(429, OpenAiWire.rateLimit()).adding("Retry-After", "1");

        assertThat(whole(setup().retries(1)).text()).isEqualTo("At last");

        List<Arrival> tries = upstream.arrivals();
        assertThat(tries).hasSize(2);
        if (waitsAsLongAsRetryAfterAsks()) {
            assertThat(tries.getLast().since(tries.getFirst()))
                    .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_900));
        }
    }

    @Test
    void triesAgainAndThrowsWhereTheProviderIsDown() {
        upstream().fails(500, OpenAiWire.serverError());

        throwsFor(Trouble.PROVIDER_DOWN, () -> whole(setup().retries(1)));

        assertThat(upstream.arrivals()).hasSize(2);
    }

    @Test
    void throwsWhereAStreamIsCutAfterItsFirstWords() {
        List<String> frames = OpenAiWire.streamed("Hel", "lo").stream()
                .map(data -> "data: " + data + "\n\n")
                .toList();
        upstream()
                .streamsRaw(frames)
                .cutsAfter(frames.get(0).length() + frames.get(1).length());
        List<String> pieces = new CopyOnWriteArrayList<>();

        throwsFor(Trouble.STREAM_CUT, () -> streamed(setup(), pieces));

        assertThat(pieces).containsExactly("Hel");
    }

    @Test
    void throwsWhereAWholeAnswerTakesTooLong() {
        upstream().stalls();

        throwsFor(Trouble.CLIENT_TIME_OUT, () -> whole(setup().timeout(Duration.ofMillis(500))));
    }

    @Test
    void leavesAStreamThatTakesTooLongAndPatchbayLeavesTheProvider() {
        upstream()
                .streams(Collections.nCopies(100, OpenAiWire.piece("on and ")))
                .every(Duration.ofMillis(100));
        List<String> pieces = new CopyOnWriteArrayList<>();

        throwsFor(Trouble.STREAM_TIME_OUT, () -> streamed(setup().timeout(Duration.ofSeconds(1)), pieces));

        assertThat(pieces).isNotEmpty().hasSizeLessThan(20);
        assertThat(upstream.last().wasServed(PATIENCE)).isFalse();
    }

    @Test
    void throwsWherePatchbayGivesUpInTheCallersName() {
        upstream().stalls();

        throwsFor(Trouble.SERVER_TIME_OUT, () -> whole(setup().header("x-patchbay-timeout", "500ms")));

        assertThat(upstream.last().wasServed(PATIENCE)).isFalse();
    }

    private Rule upstream() {
        return upstream.answers(PATH);
    }

    /** Without fallback, or another provider might help out. */
    Setup setup() {
        return new Setup(
                patchbay.server().uri("/v1"),
                patchbay.client().key(),
                "@openai/gpt-4o",
                Map.of("x-patchbay-use-fallback", "false"),
                0,
                Duration.ofSeconds(20));
    }

    private Throwable throwsFor(Trouble trouble, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("what " + trouble + " throws").isNotNull();
        assertThat(nameOf(thrown)).as(thrown.toString()).isEqualTo(thrownFor(trouble));
        return thrown;
    }
}
