package io.patchbay.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.ModerationReply;
import io.patchbay.chat.ModerationRequest;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Usage;
import io.patchbay.chat.Verbatim;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.ModelNames;
import io.patchbay.dialect.Unsaid;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.dialect.openai.OpenAiChunks;
import io.patchbay.dialect.openai.OpenAiEmbeddings;
import io.patchbay.dialect.openai.OpenAiReplies;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.dialect.openai.OpenAiVectors;
import io.patchbay.dialect.responses.OwnWords;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.StructuredOutput;
import io.patchbay.provider.Target;
import io.patchbay.provider.VendorFields;
import io.patchbay.provider.WireCall;
import io.patchbay.provider.WireRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Chat completions as OpenAI has them. */
@ApplicationScoped
class OpenAiDialect implements Dialect {

    @Override
    public String name() {
        return OpenAi.DIALECT;
    }

    /** In the form in which it was asked for, where the provider has it. */
    @Override
    public WireCall chat(Target target, ChatRequest request, boolean streamed) {
        if (ResponsesExchange.fits(target, request)) {
            return ResponsesExchange.call(target, request, streamed);
        }
        if (CompletionsExchange.fits(target, request)) {
            return CompletionsExchange.call(target, request, streamed);
        }
        return chatCompletion(target, OwnWords.leaveOut(request), streamed);
    }

    private static WireCall chatCompletion(Target target, ChatRequest request, boolean streamed) {
        ProviderSettings provider = target.provider();
        Unsaid unsaid = Unsaid.of(request, OpenAi.DIALECT);
        ObjectNode body = OpenAiRequests.write(request).put("model", target.wireId());
        limitOutput(body, provider);
        hintAtSchema(body, request, provider);
        stream(body, provider, streamed);
        VendorFields.adapt(body, target, unsaid);
        WireRequest wire = OpenAiWire.post(target, "/chat/completions", body, unsaid, streamed);
        int wanted = request.sampling().n().orElse(1);
        return new WireCall(
                wire, OpenAiDialect::reply, () -> new OpenAiStreamReader(OpenAi.DIALECT, OpenAiChunks::read, wanted));
    }

    @Override
    public WireCall embed(Target target, EmbeddingRequest request) {
        Unsaid unsaid = Unsaid.of(request, OpenAi.DIALECT);
        ObjectNode body = OpenAiEmbeddings.write(request).put("model", target.wireId());
        VendorFields.adapt(body, target, unsaid);
        int wanted = request.inputs().size();
        return WireCall.whole(
                OpenAiWire.post(target, "/embeddings", body, unsaid, false), answer -> vectors(answer, wanted));
    }

    /** One that is missing would give its place to the next. */
    private static EmbeddingReply vectors(byte[] body, int wanted) {
        try {
            EmbeddingReply reply = OpenAiVectors.read(body);
            if (reply.embeddings().size() == wanted) {
                return reply;
            }
        } catch (IOException ignored) {
            // Told below: what came holds no vectors.
        }
        throw noAnswer(OpenAiWire.parsed(body), "no vector for each input");
    }

    @Override
    public WireCall moderate(Target target, ModerationRequest request) {
        ObjectNode body = Json.shallowCopy(request.body()).put("model", target.wireId());
        WireRequest wire = OpenAiWire.post(target, "/moderations", body, Unsaid.nothing(OpenAi.DIALECT), false);
        return WireCall.whole(wire, OpenAiDialect::judgement);
    }

    private static ModerationReply judgement(byte[] body) {
        JsonNode json = OpenAiWire.parsed(body);
        if (json.path("results").isEmpty()) {
            throw noAnswer(json, "no results");
        }
        return new ModerationReply(Optional.of(Usage.NONE), new Verbatim(OpenAi.DIALECT, body));
    }

    private static CallFailed noAnswer(JsonNode json, String what) {
        return CallFailed.of(OpenAiFailures.inAnswer(json)
                .orElseGet(() -> new Failure.Garbled("the provider's answer holds " + what)));
    }

    private static void limitOutput(ObjectNode body, ProviderSettings provider) {
        if (!body.has("max_tokens") && !body.has("max_completion_tokens")) {
            provider.maxTokens().ifPresent(limit -> body.put("max_tokens", limit));
        }
    }

    /** The hint is a message of its own; those of the caller stay what they are. */
    private static void hintAtSchema(ObjectNode body, ChatRequest request, ProviderSettings provider) {
        if (provider.structuredOutput() == StructuredOutput.JSON_OBJECT
                && request.responseFormat().orElse(null) instanceof ResponseFormat.JsonSchema format) {
            body.putObject("response_format").put("type", "json_object");
            ArrayNode messages = Json.object().arrayNode();
            messages.addObject().put("role", "system").put("content", SchemaHint.of(format));
            messages.addAll((ArrayNode) body.get("messages"));
            body.set("messages", messages);
        }
    }

    static void stream(ObjectNode body, ProviderSettings provider, boolean streamed) {
        if (!streamed) {
            if (body.path("stream").asBoolean()) {
                body.remove("stream");
                body.remove("stream_options");
            }
            return;
        }
        body.put("stream", true);
        if (provider.streamUsage()) {
            ObjectNode options =
                    body.path("stream_options") instanceof ObjectNode given ? Json.shallowCopy(given) : Json.object();
            body.set("stream_options", options.put("include_usage", true));
        } else {
            body.remove("stream_options");
        }
    }

    private static ChatReply reply(byte[] body) {
        JsonNode json = OpenAiWire.parsed(body);
        OpenAiFailures.inAnswer(json).ifPresent(failure -> {
            throw CallFailed.of(failure);
        });
        if (json.path("choices").isEmpty()) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer holds no choices"));
        }
        try {
            return OpenAiReplies.read(json, body);
        } catch (InvalidRequest e) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer is malformed: " + e.getMessage()));
        }
    }

    @Override
    public Listing models(ProviderSettings provider) {
        return new Listing(OpenAiWire.get(provider, OpenAiWire.MODELS), OpenAiDialect::names);
    }

    private static List<String> names(byte[] body) {
        try {
            return ModelNames.read(body, "data", "id");
        } catch (IOException e) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer holds no list of models"));
        }
    }

    @Override
    public Failure failure(int status, Function<String, Optional<String>> headers, byte[] body, Instant now) {
        return OpenAiFailures.of(status, headers, body, now);
    }
}
