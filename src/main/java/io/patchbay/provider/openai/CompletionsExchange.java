package io.patchbay.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.catalogue.Capability;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.dialect.Unsaid;
import io.patchbay.dialect.completions.Completions;
import io.patchbay.dialect.completions.CompletionsChunks;
import io.patchbay.dialect.completions.CompletionsReplies;
import io.patchbay.dialect.completions.CompletionsRequests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Endpoint;
import io.patchbay.provider.Target;
import io.patchbay.provider.VendorFields;
import io.patchbay.provider.WireCall;

/** A chat as a completion, where it was asked for as one, and both the provider and the model have them. */
final class CompletionsExchange {

    private CompletionsExchange() {}

    /**
     * A plain prompt to a model that the catalogue knows to chat is put to it in a chat: OpenAI answers 404 for such a
     * model at its completions.
     */
    static boolean fits(Target target, ChatRequest request) {
        return Completions.asked(request)
                && target.provider().endpoints().contains(Endpoint.COMPLETIONS)
                && (Completions.only(request) || completes(target));
    }

    private static boolean completes(Target target) {
        return target.model()
                .map(model -> model.capabilities().contains(Capability.COMPLETIONS))
                .orElse(true);
    }

    static WireCall call(Target target, ChatRequest request, boolean streamed) {
        ProviderSettings provider = target.provider();
        Unsaid unsaid = Unsaid.of(request, Completions.DIALECT);
        ObjectNode body = CompletionsRequests.write(request).put("model", target.wireId());
        if (!body.has("max_tokens")) {
            provider.maxTokens().ifPresent(limit -> body.put("max_tokens", limit));
        }
        OpenAiDialect.stream(body, provider, streamed);
        VendorFields.adapt(body, target, unsaid);
        return new WireCall(
                OpenAiWire.post(target, "/completions", body, unsaid, streamed),
                CompletionsExchange::reply,
                () -> new OpenAiStreamReader(
                        Completions.DIALECT,
                        CompletionsChunks::read,
                        request.sampling().n().orElse(1)));
    }

    private static ChatReply reply(byte[] body) {
        JsonNode json = OpenAiWire.parsed(body);
        OpenAiFailures.inAnswer(json).ifPresent(failure -> {
            throw CallFailed.of(failure);
        });
        if (json.path("choices").isEmpty()) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer holds no choices"));
        }
        return CompletionsReplies.read(json, body);
    }
}
