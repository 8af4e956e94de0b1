package io.patchbay.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's own client for Java finds in what we write every field that its types require. */
class OfficialClientTest {

    private static final Signature PROOF = new Signature("anthropic", "c2ln");
    private static final Optional<Usage> USAGE = Optional.of(
            Usage.builder().input(10).cacheRead(5).output(20).reasoning(8).build());

    private static final ChatRequest ASKED =
            ResponsesRequests.read(Recorded.json("""
                    {"model": "m", "input": "Hi", "instructions": "Be brief",
                     "tools": [{"type": "function", "name": "look", "parameters": {}, "strict": true}]}""")).request();

    private static List<ChatEvent> everything(FinishReason reason) {
        return List.of(
                new ChatEvent.Started("id", "m"),
                new ChatEvent.Thinking(0, "Hm", Optional.empty()),
                new ChatEvent.Thinking(0, ".", Optional.of(PROOF)),
                new ChatEvent.Part(0, new Content.RedactedThinking(PROOF)),
                new ChatEvent.Text(0, "I look."),
                new ChatEvent.LogProbs(0, List.of(new LogProb("I", -0.5, List.of(new LogProb("We", -1, List.of()))))),
                new ChatEvent.Refusal(0, "No."),
                new ChatEvent.Part(0, new Content.Image("data:image/png;base64,AAAA", Optional.empty())),
                new ChatEvent.ToolCallDelta(0, 0, Optional.of("c"), Optional.of("look"), "{}", Optional.of(PROOF)),
                new ChatEvent.Finished(0, reason));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryEvent(FinishReason reason) throws Exception {
        ResponsesWriter writer = new ResponsesWriter(ASKED, Instant.EPOCH);
        List<ResponsesWriter.Event> events = new ArrayList<>();
        everything(reason).forEach(event -> events.addAll(writer.write(event)));
        events.addAll(writer.end(USAGE));

        ResponseAccumulator whole = ResponseAccumulator.create();
        for (ResponsesWriter.Event event : events) {
            whole.accumulate(read(event.data(), ResponseStreamEvent.class).validate());
        }

        Response response = whole.response().validate();
        assertThat(response.output()).hasSize(6);
        assertThat(response.usage().orElseThrow().totalTokens()).isEqualTo(35);
        boolean cut = reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER;
        assertThat(response.status()).contains(cut ? ResponseStatus.INCOMPLETE : ResponseStatus.COMPLETED);
    }

    private static <T> T read(JsonNode json, Class<T> type) throws Exception {
        return ObjectMappers.jsonMapper().readValue(json.toString(), type);
    }
}
