package io.patchbay.inject.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.dialect.Json;
import io.patchbay.inject.ProviderAvailability;
import io.patchbay.inject.engine.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What the server tells of its providers and models. Asked anew each time, for it may change at any time. */
@ApplicationScoped
class Directory {

    private final Server server;

    @Inject
    Directory(Server server) {
        this.server = server;
    }

    /** For the container's proxy alone. */
    @SuppressWarnings("NullAway")
    Directory() {
        this(null);
    }

    List<ProviderAvailability> providers() {
        List<ProviderAvailability> all = new ArrayList<>();
        for (JsonNode provider : monitoring().path("providers")) {
            all.add(new ProviderAvailability(
                    provider.path("id").asText(),
                    provider.path("available").asBoolean(),
                    Optional.ofNullable(provider.path("reason").textValue())));
        }
        return all;
    }

    String defaultModel() {
        return text(monitoring().path("default_model"))
                .orElseThrow(() -> noTarget("the Patchbay server does not say which model is its default"));
    }

    String provider(Wanted wanted) {
        if (wanted.model().isEmpty()) {
            return text(monitoring().path("current_provider"))
                    .orElseThrow(() -> noTarget("nobody can serve the default model"));
        }
        return text(offer(wanted).path("provider"))
                .orElseThrow(() -> noTarget("the Patchbay server does not say who serves '%s'"
                        .formatted(wanted.model().get())));
    }

    OptionalInt contextWindow(Wanted wanted) {
        JsonNode window = offer(wanted).path("context_window");
        return window.canConvertToInt() && window.isInt() ? OptionalInt.of(window.intValue()) : OptionalInt.empty();
    }

    boolean healthy(Wanted wanted) {
        JsonNode monitoring = monitoring();
        String id = wanted.provider().orElseGet(() -> provider(wanted));
        for (JsonNode provider : monitoring.path("providers")) {
            if (provider.path("id").asText().equals(id)) {
                return provider.path("available").asBoolean()
                        && !provider.path("breaker").path("state").asText().equals("open");
            }
        }
        return false;
    }

    /** The model at the provider that serves it, as the catalogue has it; missing if it has not. */
    private JsonNode offer(Wanted wanted) {
        String id = wanted.model().orElseGet(this::defaultModel);
        for (JsonNode item : get(PatchbayApi::models).path("items")) {
            if (item.path("id").asText().equals(id)) {
                return offerIn(item.path("providers"), wanted.provider());
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode offerIn(JsonNode providers, Optional<String> pinned) {
        for (JsonNode offer : providers) {
            boolean wanted = pinned.map(offer.path("provider").asText()::equals)
                    .orElse(offer.path("available").asBoolean());
            if (wanted) {
                return offer;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode monitoring() {
        return get(PatchbayApi::providers);
    }

    private JsonNode get(Function<PatchbayApi, Response> question) {
        try (Server.Answer answer = server.send(question)) {
            Response response = answer.response();
            byte[] body = response.readEntity(byte[].class);
            if (response.getStatus() != Response.Status.OK.getStatusCode()) {
                throw CallFailed.of(ServerErrors.failure(response.getStatus(), null, body));
            }
            return Json.read(body);
        } catch (IOException e) {
            throw CallFailed.of(new Failure.Garbled("the Patchbay server's answer can't be read"));
        } catch (ProcessingException e) {
            throw CallFailed.of(Server.broken(e));
        }
    }

    private static Optional<String> text(JsonNode json) {
        return Optional.ofNullable(json.textValue());
    }

    private static CallFailed noTarget(String detail) {
        return CallFailed.of(new Failure.NoTarget(detail, Optional.empty()));
    }
}
