package io.patchbay.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.openai.OpenAiEmbeddings;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Transport;
import io.patchbay.provider.Watch;
import io.patchbay.provider.WireRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/** Answers requests to {@code sandbox:} addresses out of the model that they name. */
@ApplicationScoped
class SandboxTransport implements Transport {

    private static final String EMBEDDINGS = "/embeddings";

    private final Clock clock;

    @Inject
    SandboxTransport(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean serves(String scheme) {
        return scheme.equals("sandbox");
    }

    @Override
    public Answer send(WireRequest request, ProviderSettings provider, Watch watch) {
        watch.connected();
        if (request.body().isEmpty()) {
            return SandboxAnswer.whole(SandboxModel.list(), new Pause());
        }
        JsonNode body = parsed(request.body().orElseThrow());
        Pause pause = new Pause();
        watch.onExpiry(pause::end);
        return request.uri().toString().endsWith(EMBEDDINGS)
                ? vectors(body, pause)
                : chat(body, request.streamed(), pause);
    }

    private Answer chat(JsonNode body, boolean streamed, Pause pause) {
        ChatRequest chat = OpenAiRequests.read(body).request();
        String model = body.path("model").asText();
        return SandboxModel.named(model)
                .map(known -> new SandboxAnswer(known, model, chat, streamed, clock.instant()).play(pause))
                .orElseGet(() -> SandboxAnswer.unknown(model, pause));
    }

    private static Answer vectors(JsonNode body, Pause pause) {
        String model = body.path("model").asText();
        return model.equals(SandboxVectors.MODEL)
                ? SandboxAnswer.whole(SandboxVectors.of(OpenAiEmbeddings.read(body)), pause)
                : SandboxAnswer.unknown(model, pause);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
