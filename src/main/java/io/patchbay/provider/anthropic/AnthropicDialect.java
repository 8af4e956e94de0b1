package io.patchbay.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.TokenTally;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.ModelNames;
import io.patchbay.dialect.Unsaid;
import io.patchbay.dialect.anthropic.Anthropic;
import io.patchbay.dialect.anthropic.AnthropicAnswerTool;
import io.patchbay.dialect.anthropic.AnthropicFormat;
import io.patchbay.dialect.anthropic.AnthropicModel;
import io.patchbay.dialect.anthropic.AnthropicReplies;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import io.patchbay.provider.VendorFields;
import io.patchbay.provider.WireCall;
import io.patchbay.provider.WireRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Messages as Anthropic has them. */
@ApplicationScoped
class AnthropicDialect implements Dialect {

    private static final String VERSION = "2023-06-01";
    private static final String BETA = "anthropic-beta";
    private static final String MESSAGES = "/messages";

    /** Where neither the caller nor the row nor the catalogue has a limit: what the least of the models can write. */
    private static final int MAX_TOKENS = 4_096;

    /** What its counter takes of a request. */
    private static final Set<String> COUNTED = Set.of(
            "model",
            "messages",
            "system",
            "tools",
            "tool_choice",
            "thinking",
            "mcp_servers",
            "context_management",
            "output_config",
            "output_format");

    @Override
    public String name() {
        return Anthropic.DIALECT;
    }

    @Override
    public WireCall chat(Target target, ChatRequest request, boolean streamed) {
        Unsaid unsaid = Unsaid.of(request, Anthropic.DIALECT);
        AnthropicModel model = modelOf(target);
        ObjectNode body = AnthropicRequests.write(request, model, unsaid).put("model", target.wireId());
        if (streamed) {
            body.put("stream", true);
        }
        VendorFields.adapt(body, target, unsaid);
        WireRequest wire = new WireRequest(
                "POST",
                address(target.provider(), MESSAGES),
                headers(target.provider(), body, streamed),
                Optional.of(Json.write(body)),
                unsaid.leftOut(),
                streamed);
        boolean byTool = AnthropicFormat.of(request, model) == AnthropicFormat.TOOL;
        return new WireCall(wire, answer -> reply(answer, byTool), () -> new AnthropicStreamReader(byTool));
    }

    @Override
    public WireCall count(Target target, ChatRequest request) {
        Unsaid unsaid = Unsaid.of(request, Anthropic.DIALECT);
        ObjectNode body = AnthropicRequests.write(request, modelOf(target), unsaid)
                .put("model", target.wireId())
                .retain(COUNTED);
        WireRequest wire = new WireRequest(
                "POST",
                address(target.provider(), MESSAGES + "/count_tokens"),
                headers(target.provider(), body, false),
                Optional.of(Json.write(body)),
                unsaid.leftOut(),
                false);
        return WireCall.whole(wire, AnthropicDialect::tally);
    }

    private static TokenTally tally(byte[] body) {
        JsonNode tokens = parsed(body).path("input_tokens");
        if (!tokens.isIntegralNumber()) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer holds no count"));
        }
        return new TokenTally(tokens.longValue(), true);
    }

    private static AnthropicModel modelOf(Target target) {
        OptionalInt row = target.provider().maxTokens();
        OptionalInt listed = target.model().map(Model::outputLimit).orElseGet(OptionalInt::empty);
        boolean followsSchemas = target.model()
                .filter(model -> model.capabilities().contains(Capability.STRUCTURED_OUTPUT))
                .isPresent();
        return AnthropicModel.of(target.wireId(), row.orElse(listed.orElse(MAX_TOKENS)), followsSchemas);
    }

    private static URI address(ProviderSettings provider, String path) {
        String base = provider.baseUrl().orElseThrow().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** Its longest page holds more models than there are. */
    private static WireRequest list(ProviderSettings provider) {
        return new WireRequest(
                "GET",
                address(provider, "/models?limit=1000"),
                headers(provider, Json.object(), false),
                Optional.empty(),
                List.of(),
                false);
    }

    private static Map<String, String> headers(ProviderSettings provider, ObjectNode body, boolean streamed) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("anthropic-version", VERSION);
        headers.putAll(provider.headers());
        headers.values().removeIf(String::isBlank);
        headers.put("Accept", streamed ? "text/event-stream" : "application/json");
        AnthropicBetas.of(body).ifPresent(beta -> headers.merge(BETA, beta, WireRequest::joined));
        return headers;
    }

    private static ChatReply reply(byte[] body, boolean byTool) {
        JsonNode json = parsed(body);
        AnthropicFailures.inAnswer(json).ifPresent(failure -> {
            throw CallFailed.of(failure);
        });
        try {
            ChatReply reply = AnthropicReplies.read(json, body);
            return byTool ? AnthropicAnswerTool.undo(reply) : reply;
        } catch (InvalidRequest e) {
            throw CallFailed.of(new Failure.Garbled("the provider's answer is malformed: " + e.getMessage()));
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw CallFailed.of(new Failure.Garbled(
                    body.length == 0 ? "the provider's answer is empty" : "the provider's answer is not JSON"));
        }
    }

    @Override
    public Listing models(ProviderSettings provider) {
        return new Listing(list(provider), AnthropicDialect::names);
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
        return AnthropicFailures.of(status, headers, body, now);
    }
}
