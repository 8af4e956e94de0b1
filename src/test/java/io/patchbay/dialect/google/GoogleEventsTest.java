package io.patchbay.dialect.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleEventsTest {

    private final GoogleEvents events = new GoogleEvents();

    @Test
    void anEndBehindACallIsForTheCall() throws JsonProcessingException {
        assertThat(read("""
                {"responseId": "r", "modelVersion": "m", "candidates": [{"content": {"parts": [
                  {"functionCall": {"name": "f", "args": {"a": 1}}, "thoughtSignature": "cA=="},
                  {"functionCall": {"name": "g", "id": "x"}}]}}]}"""))
                .containsExactly(
                        new ChatEvent.Started("r", "m"),
                        call(0, "gemini-r-0", "f", "{\"a\":1}", Optional.of(new Signature(Google.DIALECT, "cA=="))),
                        call(1, "x", "g", "{}", Optional.empty()));
        assertThat(read("{\"candidates\": [{\"content\": {\"parts\": [{\"functionCall\": {\"name\": \"f\"}}]}}]}"))
                .containsExactly(call(2, "gemini-r-2", "f", "{}", Optional.empty()));
        assertThat(
                        read(
                                "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"\"}]}, \"finishReason\": \"STOP\"}]}"))
                .containsExactly(new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));
    }

    private static ChatEvent call(int index, String id, String name, String arguments, Optional<Signature> signature) {
        return new ChatEvent.ToolCallDelta(0, index, Optional.of(id), Optional.of(name), arguments, signature);
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "MAX_TOKENS, LENGTH",
        "SAFETY, CONTENT_FILTER",
        "RECITATION, CONTENT_FILTER",
        "BLOCKLIST, CONTENT_FILTER",
        "PROHIBITED_CONTENT, CONTENT_FILTER",
        "SPII, CONTENT_FILTER",
        "IMAGE_SAFETY, CONTENT_FILTER",
        "MALFORMED_FUNCTION_CALL, OTHER",
        "TO_BE_INVENTED, OTHER"
    })
    void everyEndHasAReason(String word, FinishReason reason) throws JsonProcessingException {
        assertThat(read("{\"candidates\": [{\"finishReason\": \"%s\"}]}".formatted(word)))
                .contains(new ChatEvent.Finished(0, reason));
        assertThat(events.complete()).isTrue();
    }

    @Test
    void aBlockedPromptIsAnEnd() throws JsonProcessingException {
        assertThat(read("{\"promptFeedback\": {\"blockReason\": \"SAFETY\"}}"))
                .containsExactly(new ChatEvent.Started("", ""), new ChatEvent.Finished(0, FinishReason.CONTENT_FILTER));
        assertThat(events.complete()).isTrue();
    }

    @Test
    void anAnswerIsCompleteWithItsLastCandidate() throws JsonProcessingException {
        read("{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"a\"}]}},"
                + " {\"index\": 1, \"content\": {\"parts\": [{\"text\": \"b\"}]}}]}");
        assertThat(events.complete()).isFalse();

        assertThat(read("{\"candidates\": [{\"index\": 1, \"finishReason\": \"STOP\"}]}"))
                .containsExactly(new ChatEvent.Finished(1, FinishReason.STOP));
        assertThat(events.complete()).isFalse();
        assertThat(events.finished()).isEqualTo(1);

        read("{\"candidates\": [{\"index\": 0, \"finishReason\": \"STOP\"}]}");
        assertThat(events.complete()).isTrue();
    }

    @Test
    void anEndIsToldOnceAndUsageWhereItGrew() throws JsonProcessingException {
        String end = "{\"candidates\": [{\"finishReason\": \"STOP\"}], \"usageMetadata\": {\"promptTokenCount\": %d}}";

        assertThat(read(end.formatted(1)))
                .containsExactly(
                        new ChatEvent.Started("", ""),
                        new ChatEvent.Finished(0, FinishReason.STOP),
                        new ChatEvent.UsageReported(Usage.builder().input(1).build()));
        assertThat(read(end.formatted(1))).isEmpty();
        assertThat(read(end.formatted(2)))
                .containsExactly(
                        new ChatEvent.UsageReported(Usage.builder().input(2).build()));
    }

    @Test
    void probabilitiesComeWithTheirChunk() throws JsonProcessingException {
        List<LogProb> tokens = List.of(new LogProb("a", -0.5, List.of(new LogProb("b", -1.5, List.of()))));
        GoogleChunks writer = new GoogleChunks();

        assertThat(read(writer.write(new ChatEvent.LogProbs(0, tokens))
                        .getFirst()
                        .toString()))
                .contains(new ChatEvent.LogProbs(0, tokens));
    }

    @Test
    void aCallIsWrittenWhenItIsWhole() {
        GoogleChunks writer = new GoogleChunks();
        List<Integer> written = new ArrayList<>();
        for (ChatEvent event : List.of(
                new ChatEvent.Started("r", "m"),
                new ChatEvent.ToolCallDelta(0, 0, Optional.of("a"), Optional.of("f"), "{\"b\"", Optional.empty()),
                new ChatEvent.ToolCallDelta(0, 0, Optional.empty(), Optional.empty(), ":1}", Optional.empty()),
                new ChatEvent.ToolCallDelta(0, 1, Optional.of("c"), Optional.of("g"), "", Optional.empty()),
                new ChatEvent.Finished(0, FinishReason.TOOL_CALLS))) {
            written.add(writer.write(event).size());
        }

        assertThat(written).containsExactly(0, 0, 0, 1, 2);
    }

    @Test
    void anEndIsWrittenAsGoogleHasIt() {
        GoogleChunks writer = new GoogleChunks();
        writer.write(new ChatEvent.Started("r", "m"));

        assertThat(writer.write(new ChatEvent.Finished(1, FinishReason.STOP)).getFirst())
                .hasToString("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
                        + "\"finishReason\":\"STOP\",\"index\":1}],\"modelVersion\":\"m\",\"responseId\":\"r\"}");
        assertThat(writer.write(new ChatEvent.Refusal(0, "No.")).getFirst().at("/candidates/0/content/parts/0/text"))
                .hasToString("\"No.\"");
    }

    @Test
    void callsKeepTheirIdsAndProofs() throws JsonProcessingException {
        GoogleChunks writer = new GoogleChunks();
        ChatEvent call = call(0, "a", "f", "{\"b\":1}", Optional.of(new Signature(Google.DIALECT, "cA==")));
        writer.write(call);

        String chunk = writer.write(new ChatEvent.Finished(0, FinishReason.TOOL_CALLS))
                .getFirst()
                .toString();

        assertThat(read(chunk)).contains(call);
    }

    @Test
    void aChunkOfTheWrongFormIsToldWhere() {
        assertThatThrownBy(() -> read("{\"candidates\": [{\"content\": {\"parts\": [{\"text\": 1}]}}]}"))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("candidates[0].content.parts[0].text");
    }

    private List<ChatEvent> read(String chunk) throws JsonProcessingException {
        return events.read(Json.read(chunk));
    }
}
