package io.patchbay.dialect.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoogleRepliesTest {

    @Test
    void anAnswerInWordsIsWrittenAsGoogleHasIt() throws IOException {
        JsonNode queries = Json.read("{\"groundingMetadata\": {\"webSearchQueries\": [\"a\"]}}");
        ChatReply reply = new ChatReply(
                "id",
                "model",
                List.of(
                        choice(
                                FinishReason.TOOL_CALLS,
                                List.of(
                                        new LogProb("a", -0.5, List.of(new LogProb("b", -1.5, List.of()))),
                                        new LogProb("c", -2.5, List.of())),
                                new Content.Thinking("Hm.", Optional.of(new Signature("anthropic", "x"))),
                                new Content.Text("Look:"),
                                new Content.ToolCall("call_1", "look", "{\"a\":1}"),
                                new Content.Opaque("openai", queries),
                                new Content.Opaque(Google.DIALECT, queries)),
                        choice(
                                FinishReason.LENGTH,
                                List.of(new LogProb("d", -1.0, List.of())),
                                new Content.Image("data:image/png;base64,AAAA", Optional.empty()),
                                new Content.Thinking("", Optional.of(new Signature(Google.DIALECT, "p"))),
                                new Content.Audio("AAAA", "pcm16"))),
                Optional.of(Usage.builder().input(1).output(2).build()),
                Optional.empty());

        assertThat(Json.read(GoogleReplies.write(reply))).isEqualTo(Json.read("""
                {"candidates": [
                   {"content": {"parts": [{"text": "Look:"},
                      {"functionCall": {"id": "call_1", "name": "look", "args": {"a": 1}}}], "role": "model"},
                    "groundingMetadata": {"webSearchQueries": ["a"]},
                    "logprobsResult": {
                      "chosenCandidates": [{"token": "a", "logProbability": -0.5}, {"token": "c", "logProbability": -2.5}],
                      "topCandidates": [{"candidates": [{"token": "b", "logProbability": -1.5}]}, {"candidates": []}]},
                    "finishReason": "STOP", "index": 0},
                   {"content": {"parts": [
                      {"inlineData": {"mimeType": "image/png", "data": "AAAA"}, "thoughtSignature": "p"},
                      {"inlineData": {"mimeType": "audio/L16;codec=pcm;rate=24000", "data": "AAAA"}}], "role": "model"},
                    "logprobsResult": {"chosenCandidates": [{"token": "d", "logProbability": -1.0}]},
                    "finishReason": "MAX_TOKENS", "index": 1}],
                 "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 2, "totalTokenCount": 3},
                 "modelVersion": "model", "responseId": "id"}"""));
    }

    private static ChatReply.Choice choice(FinishReason reason, List<LogProb> logProbs, Content... content) {
        return new ChatReply.Choice(new Message(Role.ASSISTANT, List.of(content), Optional.empty()), reason, logProbs);
    }

    @Test
    void whatTheVendorWroteInThisDialectGoesOutAsItCame() throws IOException {
        byte[] answer = "{ \"candidates\": [{}], \"new\": 1 }".getBytes(StandardCharsets.UTF_8);

        assertThat(GoogleReplies.write(GoogleReplies.read(Json.read(answer), answer)))
                .isEqualTo(answer);
    }

    @Test
    void picturesAndSoundsComeWithTheirProofs() throws IOException {
        assertThat(content("""
                {"parts": [{"inlineData": {"mimeType": "image/png", "data": "AAAA"}, "thoughtSignature": "p"},
                   {"inlineData": {"mimeType": "audio/L16;codec=pcm;rate=24000", "data": "AAAA"}},
                   {"inlineData": {"mimeType": "audio/x-wav", "data": "AAAA"}},
                   {"inlineData": {"mimeType": "audio/ogg", "data": "AAAA"}},
                   {"inlineData": {"data": "AAAA"}}]}"""))
                .containsExactly(
                        new Content.Image("data:image/png;base64,AAAA", Optional.empty()),
                        new Content.Thinking("", Optional.of(new Signature(Google.DIALECT, "p"))),
                        new Content.Audio("AAAA", "pcm16"),
                        new Content.Audio("AAAA", "wav"),
                        new Content.Audio("AAAA", "ogg"),
                        new Content.File(
                                Optional.empty(), Optional.empty(), "data:application/octet-stream;base64,AAAA"));
    }

    @Test
    void whatHasAnAddressIsAPictureOnlyIfItSaysSo() throws IOException {
        assertThat(content("""
                {"parts": [{"fileData": {"mimeType": "image/png", "fileUri": "https://a/b.PNG?c=d.gif#e"}},
                   {"fileData": {"mimeType": "image/png", "fileUri": "https://a/files/b"}},
                   {"fileData": {"mimeType": "text/plain", "fileUri": "https://a/b.txt"}},
                   {"fileData": {"fileUri": "https://a/b"}}]}"""))
                .containsExactly(
                        new Content.Image("https://a/b.PNG?c=d.gif#e", Optional.empty()),
                        new Content.File(Optional.empty(), Optional.of("image/png"), "https://a/files/b"),
                        new Content.File(Optional.empty(), Optional.of("text/plain"), "https://a/b.txt"),
                        new Content.File(Optional.empty(), Optional.empty(), "https://a/b"));
    }

    @Test
    void aPartThatSaysMoreThanWordsCanIsKeptWhole() throws IOException {
        String parts = """
                [{"fileData": {"fileUri": "https://a/b"}, "videoMetadata": {"fps": 1}},
                 {"inlineData": {"mimeType": "image/png", "data": "AAAA"}, "thought": true},
                 {"text": "a", "partMetadata": {}},
                 {"functionResponse": {"name": "f", "response": {}}}]""";

        assertThat(content("{\"parts\": " + parts + "}"))
                .isEqualTo(Json.read(parts)
                        .valueStream()
                        .map(part -> new Content.Opaque(Google.DIALECT, part))
                        .toList());
    }

    @Test
    void anIdOfOursIsPlainAndShort() throws IOException {
        byte[] answer = """
                {"responseId": "a/é-_9 3456789012345678901234567890", "candidates": [
                  {"content": {"parts": [{"functionCall": {"name": "f", "id": ""}}, {"functionCall": {"name": "f"}}]}},
                  {"content": {"parts": [{"functionCall": {"name": "f"}}]}}]}""".getBytes(StandardCharsets.UTF_8);

        assertThat(GoogleReplies.read(Json.read(answer), answer).choices())
                .flatExtracting(choice -> choice.message().toolCalls())
                .extracting(Content.ToolCall::id)
                .containsExactly(
                        "gemini-a__-_9_34567890123456789-0",
                        "gemini-a__-_9_34567890123456789-1",
                        "gemini-a__-_9_34567890123456789-1-0");
    }

    private static List<Content> content(String content) throws IOException {
        byte[] answer =
                "{\"candidates\": [{\"content\": %s}]}".formatted(content).getBytes(StandardCharsets.UTF_8);
        return GoogleReplies.read(Json.read(answer), answer).message().content();
    }
}
