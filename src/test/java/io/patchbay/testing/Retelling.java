package io.patchbay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import io.patchbay.dialect.anthropic.Anthropic;
import io.patchbay.dialect.anthropic.AnthropicEventWriter;
import io.patchbay.dialect.anthropic.AnthropicModel;
import io.patchbay.dialect.anthropic.AnthropicReplies;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.dialect.completions.Completions;
import io.patchbay.dialect.completions.CompletionsChunks;
import io.patchbay.dialect.completions.CompletionsReplies;
import io.patchbay.dialect.completions.CompletionsRequests;
import io.patchbay.dialect.google.Google;
import io.patchbay.dialect.google.GoogleRequests;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.dialect.openai.OpenAiChunks;
import io.patchbay.dialect.openai.OpenAiReplies;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.dialect.responses.OwnWords;
import io.patchbay.dialect.responses.Responses;
import io.patchbay.dialect.responses.ResponsesReplies;
import io.patchbay.dialect.responses.ResponsesRequests;
import io.patchbay.dialect.responses.ResponsesWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says what was understood in every dialect: to vendors what a caller asked, to callers what a vendor answered. */
final class Retelling {

    private static final ChatRequest ASKED = ChatRequest.of("Hi");

    private Retelling() {}

    static void request(ChatRequest request) {
        said(OpenAi.DIALECT, request, unsaid -> OpenAiRequests.write(OwnWords.leaveOut(request)));
        said(Responses.DIALECT, request, unsaid -> ResponsesRequests.write(request, unsaid));
        said(Google.DIALECT, request, unsaid -> GoogleRequests.write(request, "gemini-3.5-flash", unsaid));
        for (String model : List.of("claude-3-5-haiku", "claude-sonnet-4-5", "claude-opus-4-7")) {
            AnthropicModel written = AnthropicModel.of(model, 4_096, true);
            said(Anthropic.DIALECT, request, unsaid -> AnthropicRequests.write(request, written, unsaid));
        }
        if (Completions.asked(request)) {
            said(Completions.DIALECT, request, unsaid -> CompletionsRequests.write(request));
        }
    }

    private static void said(String dialect, ChatRequest request, Function<Unsaid, ObjectNode> writer) {
        try {
            Json.write(writer.apply(Unsaid.of(request, dialect)));
        } catch (CallFailed e) {
            assertThat(e.failure().detail()).isNotBlank();
        }
    }

    static void reply(ChatReply reply) {
        OpenAiReplies.write(reply, Instant.EPOCH);
        AnthropicReplies.write(reply);
        ResponsesReplies.write(reply, ASKED, Instant.EPOCH);
        CompletionsReplies.write(reply, Instant.EPOCH);
        assertThat(reply.written()).isNotNull();
    }

    /** One answer, as it comes. */
    static final class Stream {

        private final OpenAiChunks.Writer chat = new OpenAiChunks.Writer(Instant.EPOCH);
        private final AnthropicEventWriter messages = new AnthropicEventWriter();
        private final ResponsesWriter responses = new ResponsesWriter(ASKED, Instant.EPOCH);
        private final CompletionsChunks.Writer completions = new CompletionsChunks.Writer(Instant.EPOCH);

        void event(ChatEvent event) {
            Json.write(chat.write(event));
            messages.write(event).forEach(written -> Json.write(written.data()));
            responses.write(event).forEach(written -> Json.write(written.data()));
            if (event instanceof ChatEvent.Started started) {
                completions.begin(started);
            }
            completions.write(event).ifPresent(Json::write);
        }

        void end() {
            messages.end(Optional.of(Usage.NONE)).forEach(written -> Json.write(written.data()));
            responses.end(Optional.of(Usage.NONE)).forEach(written -> Json.write(written.data()));
        }
    }
}
