package io.patchbay.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import io.patchbay.provider.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where requests go and how JSON comes back, for all that these vendors serve. */
final class OpenAiWire {

    static final String RESPONSES = "/responses";
    static final String MODELS = "/models";

    private OpenAiWire() {}

    static WireRequest post(Target target, String path, ObjectNode body, Unsaid unsaid, boolean streamed) {
        ProviderSettings provider = target.provider();
        return new WireRequest(
                "POST",
                address(provider, target.wireId(), path),
                headers(provider, streamed),
                Optional.of(Json.write(body)),
                unsaid.leftOut(),
                streamed);
    }

    static WireRequest get(ProviderSettings provider, String path) {
        return new WireRequest(
                "GET", address(provider, "", path), headers(provider, false), Optional.empty(), List.of(), false);
    }

    private static Map<String, String> headers(ProviderSettings provider, boolean streamed) {
        Map<String, String> headers = new HashMap<>(provider.headers());
        headers.values().removeIf(String::isBlank);
        headers.put("Accept", streamed ? "text/event-stream" : "application/json");
        return headers;
    }

    private static URI address(ProviderSettings provider, String model, String path) {
        String base = provider.baseUrl().orElseThrow().toString();
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(provider.azure()
                .map(azure -> azure(azure, trimmed, model, path))
                .orElseGet(() -> trimmed + path));
    }

    /** A response's deployment stands in its body alone, and a list of models needs none. */
    private static String azure(ProviderSettings.Azure azure, String endpoint, String deployment, String path) {
        boolean anywhere = path.equals(RESPONSES) || path.equals(MODELS);
        String place = anywhere ? "" : "/deployments/" + encoded(deployment);
        return azure.apiVersion()
                .map(version -> endpoint + "/openai" + place + path + "?api-version=" + encoded(version))
                .orElseGet(() -> (endpoint.endsWith("/openai/v1") ? endpoint : endpoint + "/openai/v1") + path);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The JSON of a whole answer. */
    static JsonNode parsed(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw CallFailed.of(new Failure.Garbled(
                    body.length == 0 ? "the provider's answer is empty" : "the provider's answer is not JSON"));
        }
    }

    /** The JSON of a stream's event. */
    static JsonNode parsedEvent(byte[] data) {
        try {
            JsonNode json = Json.read(data);
            if (json.isObject()) {
                return json;
            }
        } catch (IOException ignored) {
            // Told below: what came is no event.
        }
        throw CallFailed.of(new Failure.Garbled("the provider's stream holds an event that is no JSON object"));
    }
}
