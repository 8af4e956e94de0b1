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
import java.net.URI;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers requests to {@code sandbox:} addresses out of the model that they name. An address may name a model itself, such
 * as {@code sandbox:/fail-503}: then all chats there end as that model's do, whatever they ask for.
 */
@ApplicationScoped
class SandboxTransport implements Transport {

    private static final String EMBEDDINGS = "/embeddings";
    private static final Pattern PLACE = Pattern.compile("^sandbox:/+([^/]+)/chat/completions$");

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
        Pause pause = new Pause();
        watch.onExpiry(pause::end);
        return answer(request, pause);
    }

    Answer answer(WireRequest request, Pause pause) {
        if (request.body().isEmpty()) {
            return SandboxAnswer.whole(SandboxModel.list(), pause);
        }
        JsonNode body = parsed(request.body().orElseThrow());
        return request.uri().toString().endsWith(EMBEDDINGS)
                ? vectors(body, pause)
                : chat(model(request.uri(), body), body, request.streamed(), pause);
    }

    private static String model(URI address, JsonNode body) {
        Matcher matcher = PLACE.matcher(address.toString());
        return matcher.find() ? matcher.group(1) : body.path("model").asText();
    }

    private Answer chat(String model, JsonNode body, boolean streamed, Pause pause) {
        ChatRequest chat = OpenAiRequests.read(body).request();
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
