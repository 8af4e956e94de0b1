package io.patchbay.dialect.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.models.completions.Completion;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionsTest {

    private static final Usage USAGE = Usage.builder().input(10).output(20).build();
    private static final List<LogProb> TOKENS = List.of(
            new LogProb("Yes", -0.5, List.of(new LogProb("No", -1.5, List.of()))), new LogProb("!", -0.1, List.of()));

    @ParameterizedTest
    @ValueSource(strings = {"\"Once\"", "[\"Once\"]"})
    void aPromptIsTheMessageOfAUser(String prompt) {
        ChatRequest request = read("{\"prompt\": " + prompt + ", \"max_tokens\": 9, \"echo\": false, \"best_of\": 1}");

        assertThat(request.messages()).containsExactly(Message.user("Once"));
        assertThat(request.sampling().maxTokens()).hasValue(9);
        assertThat(Unsaid.of(request, "elsewhere").leftOut()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\": [\"a\", \"b\"]} | prompt",
                "{\"prompt\": [1, 2]} | prompt",
                "{\"prompt\": [[1], [2]]} | prompt",
                "{\"prompt\": \"a\", \"suffix\": \"b\"} | suffix",
                "{\"prompt\": \"a\", \"echo\": true} | echo"
            })
    void whatNoChatCanSayIsRefusedElsewhere(String body, String param) {
        ChatRequest request = read(body);

        assertThat(Completions.only(request)).isTrue();
        assertThat(CompletionsRequests.write(request.toBuilder().build())).isEqualTo(json(body));
        assertThatThrownBy(() -> Unsaid.of(request, "elsewhere"))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        e -> assertThat(e.failure())
                                .isInstanceOfSatisfying(
                                        Failure.Unsupported.class,
                                        failure -> assertThat(failure.param()).isEqualTo(param)));
    }

    @Test
    void whatOnlyTunesIsLeftOutElsewhere() {
        ChatRequest request = read("{\"prompt\": \"a\", \"best_of\": 3, \"logit_bias\": {}}");

        assertThat(Unsaid.of(request, "elsewhere").leftOut()).containsExactly("best_of", "logit_bias");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | prompt",
                "{\"prompt\": []} | prompt",
                "{\"prompt\": 1} | prompt",
                "{\"prompt\": [true]} | prompt[0]",
                "{\"prompt\": \"a\", \"stop\": [1]} | stop[0]",
                "{\"prompt\": \"a\", \"stop\": 1} | stop",
                "{\"prompt\": \"a\", \"n\": 0} | n",
                "{\"prompt\": \"a\", \"logprobs\": \"x\"} | logprobs"
            })
    void aMistakeIsNamed(String body, String param) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        InvalidRequest.class, e -> assertThat(e.param()).contains(param));
    }

    @ParameterizedTest
    @EnumSource(
            value = FinishReason.class,
            names = {"STOP", "LENGTH", "CONTENT_FILTER"})
    void anAnswerComesBackAsItWent(FinishReason reason) throws Exception {
        ChatReply reply = new ChatReply(
                "id",
                "m",
                List.of(
                        new ChatReply.Choice(Message.assistant("Yes!"), reason, TOKENS),
                        new ChatReply.Choice(Message.assistant("No"), reason)),
                Optional.of(USAGE),
                Optional.empty());

        byte[] written = CompletionsReplies.write(reply, Instant.EPOCH);
        ChatReply back = CompletionsReplies.read(Json.read(written), written);

        assertThat(back.choices()).isEqualTo(reply.choices());
        assertThat(back.usage()).isEqualTo(reply.usage());
        assertThat(ObjectMappers.jsonMapper()
                        .readValue(written, Completion.class)
                        .isValid())
                .isTrue();
        assertThat(Json.read(written).at("/choices/0/logprobs/text_offset").toString())
                .isEqualTo("[0,3]");
    }

    /** A completion is text and nothing else. */
    @Test
    void whoDeclinesSaysSoInTheText() throws Exception {
        Message message = new Message(
                Role.ASSISTANT,
                List.of(new Content.Thinking("Hm", Optional.empty()), new Content.Refusal("No")),
                Optional.empty());
        ChatReply reply = new ChatReply(
                "id",
                "m",
                List.of(new ChatReply.Choice(message, FinishReason.STOP)),
                Optional.empty(),
                Optional.empty());

        assertThat(Json.read(CompletionsReplies.write(reply, Instant.EPOCH))
                        .at("/choices/0/text")
                        .asText())
                .isEqualTo("No");
    }

    @Test
    void aStreamComesBackAsItWent() throws Exception {
        List<ChatEvent> events = List.of(
                new ChatEvent.Started("id", "m"),
                new ChatEvent.Text(0, "Yes"),
                new ChatEvent.Text(1, "No"),
                new ChatEvent.LogProbs(0, TOKENS),
                new ChatEvent.Finished(0, FinishReason.STOP),
                new ChatEvent.Finished(1, FinishReason.LENGTH),
                new ChatEvent.UsageReported(USAGE));

        CompletionsChunks.Writer writer = new CompletionsChunks.Writer(Instant.EPOCH);
        List<ChatEvent> back = new ArrayList<>();
        for (ChatEvent event : events) {
            Optional<JsonNode> chunk = writer.write(event).map(JsonNode.class::cast);
            if (chunk.isPresent()) {
                back.addAll(CompletionsChunks.read(chunk.get(), back.isEmpty()));
            }
        }

        assertThat(back).isEqualTo(events);
    }

    private static ChatRequest read(String body) {
        return CompletionsRequests.read(json(body)).request();
    }

    private static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
