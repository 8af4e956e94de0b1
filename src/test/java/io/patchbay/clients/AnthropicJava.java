package io.patchbay.clients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.helpers.BetaMessageAccumulator;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.beta.messages.BetaContentBlock;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.beta.messages.BetaToolUseBlock;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlock;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Anthropic's own client for Java; its helpers for tools are among what it calls beta. */
final class AnthropicJava implements ClientLibrary {

    @JsonTypeName("get_weather")
    @JsonClassDescription("The weather in a city")
    static final class Weather implements Supplier<String> {
        public String city = "";

        @Override
        public String get() {
            return "12 °C in " + city;
        }
    }

    @Override
    public Answer whole(Setup setup) {
        return answer(client(setup).messages().create(hi(setup).build()));
    }

    @Override
    public Answer streamed(Setup setup, List<String> pieces) {
        MessageAccumulator all = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> response =
                client(setup).messages().createStreaming(hi(setup).build())) {
            response.stream().map(all::accumulate).forEach(event -> piece(event).ifPresent(pieces::add));
        }
        return answer(all.message());
    }

    private static Optional<String> piece(RawMessageStreamEvent event) {
        return event.contentBlockDelta().flatMap(delta -> delta.delta().text()).map(text -> text.text());
    }

    @Override
    public String withTool(Setup setup) {
        BetaMessage last = null;
        for (BetaMessage message : client(setup).beta().messages().toolRunner(hiWithTool(setup))) {
            last = message;
        }
        return last.content().getFirst().text().orElseThrow().text();
    }

    @Override
    public List<ToolCall> streamedToolCalls(Setup setup) {
        BetaMessageAccumulator all = BetaMessageAccumulator.create();
        try (StreamResponse<BetaRawMessageStreamEvent> response =
                client(setup).beta().messages().createStreaming(hiWithTool(setup))) {
            response.stream().forEach(all::accumulate);
        }
        return all.message().content().stream()
                .map(BetaContentBlock::toolUse)
                .flatMap(Optional::stream)
                .map(AnthropicJava::call)
                .toList();
    }

    private static ToolCall call(BetaToolUseBlock block) {
        String city = block.input(Weather.class).city;
        return new ToolCall(block.id(), block.name(), "{\"city\":\"" + city + "\"}");
    }

    @Override
    public City structured(Setup setup) {
        return client(setup)
                .messages()
                .create(hi(setup).outputConfig(City.class).build())
                .content()
                .getFirst()
                .text()
                .orElseThrow()
                .text();
    }

    long countTokens(Setup setup) {
        return client(setup)
                .messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(setup.model())
                        .addUserMessage("Hi")
                        .build())
                .inputTokens();
    }

    @Override
    public String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "UnauthorizedException";
            case UNKNOWN_MODEL -> "NotFoundException";
            case BAD_PARAMETER -> "BadRequestException";
            case THROTTLED -> "RateLimitException";
            case PROVIDER_DOWN -> "ServiceUnavailableException";
            case SERVER_TIME_OUT -> "GatewayTimeoutException";
            case STREAM_CUT -> "SseException";
            case CLIENT_TIME_OUT, STREAM_TIME_OUT -> "AnthropicIoException by InterruptedIOException";
        };
    }

    /** The client has one class for all that goes wrong on the way. */
    @Override
    public String nameOf(Throwable thrown) {
        return thrown instanceof AnthropicIoException
                ? ClientLibrary.super.nameOf(thrown) + " by " + ClientLibrary.super.nameOf(thrown.getCause())
                : ClientLibrary.super.nameOf(thrown);
    }

    private static AnthropicClient client(Setup setup) {
        AnthropicOkHttpClient.Builder client = AnthropicOkHttpClient.builder()
                .baseUrl(setup.server().toString())
                .apiKey(setup.key())
                .maxRetries(setup.retries())
                .timeout(setup.timeout());
        setup.headers().forEach(client::putHeader);
        return client.build();
    }

    private static MessageCreateParams.Builder hi(Setup setup) {
        return MessageCreateParams.builder()
                .model(setup.model())
                .maxTokens(1_000)
                .addUserMessage("Hi");
    }

    private static com.anthropic.models.beta.messages.MessageCreateParams hiWithTool(Setup setup) {
        return com.anthropic.models.beta.messages.MessageCreateParams.builder()
                .model(setup.model())
                .maxTokens(1_000)
                .addUserMessage("Hi")
                .addTool(Weather.class)
                .build();
    }

    private static Answer answer(Message message) {
        String text = message.content().stream()
                .map(ContentBlock::asText)
                .map(TextBlock::text)
                .collect(Collectors.joining());
        return new Answer(text, message.usage().inputTokens() + message.usage().outputTokens());
    }
}
