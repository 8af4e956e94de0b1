package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.dialect.Json;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import io.patchbay.provider.WireCall;
import io.patchbay.provider.anthropic.AnthropicForBench;
import io.patchbay.provider.google.GoogleForBench;
import io.patchbay.provider.openai.OpenAiForBench;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Vendors, by the dialect in which they are asked, and what they answer. */
public enum To {
    OPENAI(OpenAiForBench.dialect(), "gpt-5-mini") {
        @Override
        ObjectNode whole(String text) {
            ObjectNode answer = chunk("chat.completion");
            answer.withArray("choices")
                    .addObject()
                    .put("index", 0)
                    .put("finish_reason", "stop")
                    .putObject("message")
                    .put("role", "assistant")
                    .put("content", text);
            answer.putObject("usage").put("prompt_tokens", 250).put("completion_tokens", 150);
            return answer;
        }

        @Override
        void stream(Events events) {
            for (String word : Texts.WORDS) {
                ObjectNode chunk = chunk("chat.completion.chunk");
                chunk.withArray("choices").addObject().put("index", 0).putObject("delta").put("content", word);
                events.data(chunk);
            }
            ObjectNode last = chunk("chat.completion.chunk");
            last.withArray("choices").addObject().put("index", 0).put("finish_reason", "stop").putObject("delta");
            events.data(last);
            ObjectNode told = chunk("chat.completion.chunk");
            told.putObject("usage").put("prompt_tokens", 250).put("completion_tokens", 150);
            events.data(told);
            events.text("data: [DONE]\n\n");
        }

        private ObjectNode chunk(String object) {
            ObjectNode chunk = Json.object()
                    .put("id", "chatcmpl-1")
                    .put("object", object)
                    .put("created", 1_785_000_000)
                    .put("model", "gpt-5-mini");
            chunk.putArray("choices");
            return chunk;
        }
    },
    ANTHROPIC(AnthropicForBench.dialect(), "claude-sonnet-4-5") {
        @Override
        ObjectNode whole(String text) {
            ObjectNode answer = message();
            answer.withArray("content").addObject().put("type", "text").put("text", text);
            return answer.put("stop_reason", "end_turn");
        }

        @Override
        void stream(Events events) {
            ObjectNode begin = Json.object().put("type", "message_start");
            begin.set("message", message());
            events.named(begin);
            ObjectNode start = Json.object().put("type", "content_block_start").put("index", 0);
            start.putObject("content_block").put("type", "text").put("text", "");
            events.named(start);
            for (String word : Texts.WORDS) {
                ObjectNode event = Json.object().put("type", "content_block_delta").put("index", 0);
                event.putObject("delta").put("type", "text_delta").put("text", word);
                events.named(event);
            }
            events.named(Json.object().put("type", "content_block_stop").put("index", 0));
            ObjectNode end = Json.object().put("type", "message_delta");
            end.putObject("delta").put("stop_reason", "end_turn");
            end.putObject("usage").put("output_tokens", 150);
            events.named(end);
            events.named(Json.object().put("type", "message_stop"));
        }

        private ObjectNode message() {
            ObjectNode message = Json.object()
                    .put("id", "msg_1")
                    .put("type", "message")
                    .put("role", "assistant")
                    .put("model", "claude-sonnet-4-5");
            message.putArray("content");
            message.putObject("usage").put("input_tokens", 250).put("output_tokens", 1);
            return message;
        }
    },
    GOOGLE(GoogleForBench.dialect(), "gemini-3.5-flash") {
        @Override
        ObjectNode whole(String text) {
            ObjectNode answer = chunk(text);
            ((ObjectNode) answer.at("/candidates/0")).put("finishReason", "STOP");
            return answer;
        }

        @Override
        void stream(Events events) {
            Texts.WORDS.forEach(word -> events.data(chunk(word)));
            events.data(whole(""));
        }

        private ObjectNode chunk(String text) {
            ObjectNode chunk = Json.object().put("responseId", "r_1").put("modelVersion", "gemini-3.5-flash");
            ObjectNode content = chunk.putArray("candidates").addObject().put("index", 0).putObject("content");
            content.put("role", "model").putArray("parts").addObject().put("text", text);
            chunk.putObject("usageMetadata").put("promptTokenCount", 250).put("candidatesTokenCount", 150);
            return chunk;
        }
    };

    private final Dialect dialect;
    private final Target target;
    private final byte[] answer;
    private final byte[] stream;

    /** @param model the vendor's name for it */
    To(Dialect dialect, String model) {
        this.dialect = dialect;
        ProviderSettings row = ProviderSettings.builder("vendor")
                .baseUrl(Optional.of(URI.create("http://127.0.0.1:9/v1")))
                .build();
        this.target = Target.of(row, model, Optional.empty());
        this.answer = Json.write(whole(String.join("", Texts.WORDS)));
        Events events = new Events();
        stream(events);
        this.stream = events.bytes.toByteArray();
    }

    abstract ObjectNode whole(String text);

    abstract void stream(Events events);

    WireCall call(ChatRequest request, boolean streamed) {
        return dialect.chat(target, request, streamed);
    }

    byte[] answer() {
        return answer;
    }

    byte[] stream() {
        return stream;
    }

    /** Server-sent events as they are gathered. */
    static final class Events {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void text(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        void data(ObjectNode event) {
            text("data: " + event + "\n\n");
        }

        void named(ObjectNode event) {
            text("event: " + event.get("type").textValue() + "\n");
            data(event);
        }
    }
}
