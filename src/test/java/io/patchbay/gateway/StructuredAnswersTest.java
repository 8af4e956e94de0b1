package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Message;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Role;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.provider.Ask;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredAnswersTest {

    private static final String SCHEMA = """
            {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""";

    private final GatewayBench bench = new GatewayBench();
    private final Queue<ChatReply> answers = new ArrayDeque<>();
    private final List<ChatRequest> asked = new ArrayList<>();

    StructuredAnswersTest() {
        bench.provider("first", new ScriptedProvider(exchange -> {
            asked.add(((Ask.Chat) exchange.ask()).request());
            return Optional.of(answers.remove());
        }));
    }

    @Test
    void anAnswerThatFollowsItsSchemaIsLeftAsItIs() {
        ChatReply reply = says("{\"city\": \"Bonn\"}");
        answers.add(reply);

        assertThat(ask(SCHEMA)).isSameAs(reply);
    }

    @Test
    void oneThatDoesNotIsRepairedWithTheFindings() {
        answers.add(says("{\"town\": \"Bonn\"}"));
        answers.add(says("{\"city\": \"Bonn\"}"));

        assertThat(ask(SCHEMA).text()).isEqualTo("{\"city\": \"Bonn\"}");
        List<Message> again = asked.getLast().messages();
        assertThat(again).hasSize(3);
        assertThat(again.get(1)).isEqualTo(Message.assistant("{\"town\": \"Bonn\"}"));
        assertThat(again.get(2).text()).contains("required property 'city'");
        assertThat(bench.ledger.getFirst().attempts()).hasSize(2);
        assertThat(bench.ledger.getFirst().usage().output()).isEqualTo(10);
    }

    @Test
    void whatStillFailsIsAnErrorWithTheFindings() {
        answers.add(says("Bonn"));
        answers.add(says("{\"city\": 7}"));

        assertThatThrownBy(() -> ask(SCHEMA))
                .isInstanceOfSatisfying(
                        CallEnded.class,
                        ended -> assertThat(ended.failure())
                                .isInstanceOf(Failure.Invalid.class)
                                .extracting(Failure::detail)
                                .asString()
                                .contains("/city"));
        assertThat(bench.ledger.getFirst().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anyJsonObjectIsJustThat() {
        answers.add(says("[1]"));
        answers.add(says("{}"));

        assertThat(ask(new ResponseFormat.JsonObject()).text()).isEqualTo("{}");
    }

    @Test
    void anAnswerThatSaysItIsNoneIsLeftAsItIs() {
        for (ChatReply none : List.of(
                reply(FinishReason.LENGTH, new Content.Text("{\"ci")),
                reply(FinishReason.TOOL_CALLS, new Content.ToolCall("c", "look", "{}")),
                reply(FinishReason.STOP, new Content.Refusal("No.")))) {
            answers.add(none);

            assertThat(ask(SCHEMA)).isSameAs(none);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"objekt\"}",
                "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}",
                "{\"$ref\": \"classpath:patchbay/defaults.yaml\"}",
                "{\"$ref\": \"file:///etc/passwd\"}",
                "{\"$ref\": \"#/$defs/none\"}",
                "{\"pattern\": \"(\"}"
            })
    void aSchemaThatCannotBeUsedIsRefusedBeforeAnybodyIsAsked(String schema) {
        answers.add(says("{}"));

        assertThatThrownBy(() -> ask(schema))
                .isInstanceOfSatisfying(
                        CallEnded.class,
                        ended -> assertThat(ended.failure())
                                .isInstanceOfSatisfying(
                                        Failure.Unsupported.class,
                                        failure -> assertThat(failure.param())
                                                .isEqualTo("response_format.json_schema.schema")));
        assertThat(asked).isEmpty();
    }

    @Test
    void aPatternThatWouldRunForEverIsGivenUp() {
        String endless = "{\"type\": \"string\", \"pattern\": \"^(a+)+\\\\1b\"}";
        String text = "\"" + "a".repeat(60) + "\"";
        answers.add(says(text));
        answers.add(says(text));

        assertThatThrownBy(() -> ask(endless)).hasMessageContaining("takes too long");
    }

    @Test
    void aStreamThatCannotBeginGivesItsPlaceBack() {
        AtomicInteger places = new AtomicInteger();
        bench.ledger(settled -> {
            throw new IllegalStateException("a surprise");
        });
        ChatRequest unusable = request(schema("{\"type\": \"objekt\"}"));

        assertThatThrownBy(() -> bench.gateway().stream(bench.call(), unusable, places::incrementAndGet))
                .isInstanceOf(IllegalStateException.class);
        assertThat(places).hasValue(1);
    }

    @Test
    void aSchemaThatRefersToItselfIsNoHarm() {
        answers.add(says("{\"next\": {\"next\": {}}}"));

        assertThat(ask("{\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#\"}}}")
                        .text())
                .contains("next");
    }

    @Test
    void aStreamThatFollowsItsSchemaEnds() throws InterruptedException {
        List<Next> all = stream("{\"city\":", " \"Bonn\"}");

        assertThat(all.getLast()).isInstanceOf(Next.Ended.class);
        assertThat(pieces(all)).hasSize(4);
    }

    @Test
    void aStreamThatDoesNotEndsInAnErrorAndNotInItsEnd() throws InterruptedException {
        List<Next> all = stream("{\"town\":", " \"Bonn\"}");

        assertThat(all.getLast())
                .isInstanceOfSatisfying(
                        Next.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.Invalid.class));
        assertThat(pieces(all)).doesNotContain(ScriptedProvider.FINISHED);
    }

    @Test
    void aStreamThatDeclinesEnds() throws InterruptedException {
        GatewayBench declining = new GatewayBench()
                .provider(
                        "first",
                        ScriptedProvider.streaming(
                                ScriptedProvider.STARTED, new ChatEvent.Refusal(0, "No."), ScriptedProvider.FINISHED));

        assertThat(GatewayBench.all(declining.stream(request(schema(SCHEMA)))))
                .last()
                .isInstanceOf(Next.Ended.class);
    }

    private List<Next> stream(String... texts) throws InterruptedException {
        List<ChatEvent> events = new ArrayList<>();
        events.add(ScriptedProvider.STARTED);
        for (String text : texts) {
            events.add(ScriptedProvider.text(text));
        }
        events.add(ScriptedProvider.FINISHED);
        GatewayBench streaming =
                new GatewayBench().provider("first", ScriptedProvider.streaming(events.toArray(ChatEvent[]::new)));
        return GatewayBench.all(streaming.stream(request(schema(SCHEMA))));
    }

    private static List<ChatEvent> pieces(List<Next> all) {
        return all.stream()
                .filter(Next.Piece.class::isInstance)
                .flatMap(next -> ((Next.Piece) next).chunk().events().stream())
                .toList();
    }

    private ChatReply ask(String schema) {
        return ask(schema(schema));
    }

    private ChatReply ask(ResponseFormat format) {
        return bench.gateway().chat(bench.call(), request(format)).reply();
    }

    private static ChatRequest request(ResponseFormat format) {
        return ChatRequest.builder().user("Where?").responseFormat(format).build();
    }

    private static ResponseFormat schema(String json) {
        try {
            return new ResponseFormat.JsonSchema("place", Json.read(json), true);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ChatReply says(String text) {
        return reply(FinishReason.STOP, new Content.Text(text));
    }

    private static ChatReply reply(FinishReason reason, Content content) {
        return new ChatReply(
                "id",
                "m",
                List.of(new ChatReply.Choice(new Message(Role.ASSISTANT, List.of(content), Optional.empty()), reason)),
                Optional.of(Usage.builder().input(10).output(5).build()),
                Optional.empty());
    }
}
