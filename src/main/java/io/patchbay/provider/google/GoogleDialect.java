package io.patchbay.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.TokenTally;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.ModelNames;
import io.patchbay.dialect.Unsaid;
import io.patchbay.dialect.google.Google;
import io.patchbay.dialect.google.GoogleEmbeddings;
import io.patchbay.dialect.google.GoogleReplies;
import io.patchbay.dialect.google.GoogleRequests;
import io.patchbay.dialect.google.GoogleVectors;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import io.patchbay.provider.WireCall;
import io.patchbay.provider.WireRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code generateContent} and its kin. */
@ApplicationScoped
class GoogleDialect implements Dialect {

    private static final String CONFIG = "generationConfig";

    @Override
    public String name() {
        return Google.DIALECT;
    }

    @Override
    public WireCall chat(Target target, ChatRequest request, boolean streamed) {
        Unsaid unsaid = Unsaid.of(request, Google.DIALECT);
        ObjectNode body = GoogleRequests.write(request, target.wireId(), unsaid);
        limitOutput(body, target.provider());
        String method = streamed ? "streamGenerateContent?alt=sse" : "generateContent";
        int answers = Math.max(1, body.path(CONFIG).path("candidateCount").asInt(1));
        WireRequest wire = request(target, method, body, unsaid.leftOut(), streamed);
        return new WireCall(wire, GoogleDialect::reply, () -> new GoogleStreamReader(answers));
    }

    private static void limitOutput(ObjectNode body, ProviderSettings provider) {
        if (provider.maxTokens().isPresent() && !body.path(CONFIG).has("maxOutputTokens")) {
            ObjectNode config = body.path(CONFIG) instanceof ObjectNode given ? Json.shallowCopy(given) : Json.object();
            body.set(CONFIG, config.put("maxOutputTokens", provider.maxTokens().getAsInt()));
        }
    }

    @Override
    public WireCall embed(Target target, EmbeddingRequest request) {
        Unsaid unsaid = Unsaid.of(request, Google.DIALECT);
        request.user().ifPresent(user -> unsaid.leaveOut("user"));
        ObjectNode body = GoogleEmbeddings.write(request, GoogleAddress.resource(target.wireId()));
        String method = GoogleEmbeddings.isBatch(request) ? "batchEmbedContents" : "embedContent";
        int wanted = request.inputs().size();
        return WireCall.whole(
                request(target, method, body, unsaid.leftOut(), false),
                answer -> vectors(answer, target.wireId(), wanted));
    }

    @Override
    public WireCall count(Target target, ChatRequest request) {
        Unsaid unsaid = Unsaid.of(request, Google.DIALECT);
        ObjectNode body = Json.object();
        body.set(
                "generateContentRequest",
                GoogleRequests.write(request, target.wireId(), unsaid)
                        .put("model", GoogleAddress.resource(target.wireId())));
        return WireCall.whole(request(target, "countTokens", body, unsaid.leftOut(), false), GoogleDialect::tally);
    }

    private static TokenTally tally(byte[] body) {
        JsonNode tokens = parsed(body).path("totalTokens");
        if (!tokens.isIntegralNumber()) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer holds no count"));
        }
        return new TokenTally(tokens.longValue(), true);
    }

    private static WireRequest request(
            Target target, String method, ObjectNode body, List<String> leftOut, boolean streamed) {
        return new WireRequest(
                "POST",
                GoogleAddress.of(target, method),
                headers(target.provider(), streamed),
                Optional.of(Json.write(body)),
                leftOut,
                streamed);
    }

    private static WireRequest list(ProviderSettings provider) {
        return new WireRequest(
                "GET", GoogleAddress.models(provider), headers(provider, false), Optional.empty(), List.of(), false);
    }

    private static Map<String, String> headers(ProviderSettings provider, boolean streamed) {
        Map<String, String> headers = new HashMap<>(provider.headers());
        headers.values().removeIf(String::isBlank);
        headers.put("Accept", streamed ? "text/event-stream" : "application/json");
        return headers;
    }

    private static ChatReply reply(byte[] body) {
        JsonNode json = parsed(body);
        if (!GoogleReplies.isAnswer(json)) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer holds no candidates"));
        }
        try {
            return GoogleReplies.read(json, body);
        } catch (InvalidRequest e) {
            throw malformed(e);
        }
    }

    private static EmbeddingReply vectors(byte[] body, String model, int wanted) {
        try {
            EmbeddingReply reply = GoogleVectors.read(body, model);
            if (reply.embeddings().size() == wanted) {
                return reply;
            }
        } catch (IOException ignored) {
            // Told below: what came holds no vectors.
        }
        parsed(body);
        throw CallFailed.of(new Failure.Garbled("the provider's answer does not hold a vector for each input"));
    }

    private static JsonNode parsed(byte[] body) {
        JsonNode json;
        try {
            json = Json.read(body);
        } catch (IOException e) {
            throw CallFailed.of(new Failure.Garbled(
                    body.length == 0 ? "the provider's answer is empty" : "the provider's answer is not JSON"));
        }
        GoogleFailures.inAnswer(json).ifPresent(failure -> {
            throw CallFailed.of(failure);
        });
        return json;
    }

    static CallFailed malformed(InvalidRequest e) {
        return CallFailed.of(new Failure.Garbled("the provider's answer is malformed: " + e.getMessage()));
    }

    @Override
    public Listing models(ProviderSettings provider) {
        return new Listing(list(provider), GoogleDialect::names);
    }

    private static List<String> names(byte[] body) {
        try {
            return ModelNames.read(body, "models", "name");
        } catch (IOException e) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer holds no list of models"));
        }
    }

    @Override
    public Failure failure(int status, Function<String, Optional<String>> headers, byte[] body, Instant now) {
        return GoogleFailures.of(status, headers, body);
    }
}
