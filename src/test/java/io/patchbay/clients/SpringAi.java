package io.patchbay.clients;

import com.openai.errors.OpenAIIoException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.BeanOutputConverter;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

/** Spring AI's OpenAI module, without the rest of Spring. */
final class SpringAi implements ClientLibrary {

    record Place(String city) {}

    private static final ToolCallback WEATHER = FunctionToolCallback.builder(
                    "get_weather", (Place place) -> "12 °C in " + place.city())
            .description("The weather in a city")
            .inputType(Place.class)
            .build();

    @Override
    public Answer whole(Setup setup) {
        return answer(model(options(setup)).call(new Prompt("Hi")));
    }

    @Override
    public Answer streamed(Setup setup, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        ChatResponse last = model(options(setup).streamUsage(true)).stream(new Prompt("Hi"))
                .doOnNext(response -> piece(response).ifPresent(piece -> {
                    pieces.add(piece);
                    text.append(piece);
                }))
                .blockLast();
        return new Answer(text.toString(), last.getMetadata().getUsage().getTotalTokens());
    }

    private static Optional<String> piece(ChatResponse response) {
        return Optional.ofNullable(response.getResult())
                .map(result -> result.getOutput().getText())
                .filter(text -> !text.isEmpty());
    }

    @Override
    public String withTool(Setup setup) {
        OpenAiChatOptions options = options(setup).toolCallbacks(WEATHER).build();
        OpenAiChatModel model = OpenAiChatModel.builder().options(options).build();
        Prompt prompt = new Prompt("Hi", options);
        ChatResponse asked = model.call(prompt);
        var done = ToolCallingManager.builder().build().executeToolCalls(prompt, asked);
        return answer(model.call(new Prompt(done.conversationHistory(), options)))
                .text();
    }

    @Override
    public List<ToolCall> streamedToolCalls(Setup setup) {
        return model(options(setup).toolCallbacks(WEATHER)).stream(new Prompt("Hi"))
                .toStream()
                .filter(ChatResponse::hasToolCalls)
                .flatMap(response -> response.getResult().getOutput().getToolCalls().stream())
                .map(SpringAi::toolCall)
                .toList();
    }

    private static ToolCall toolCall(AssistantMessage.ToolCall call) {
        return new ToolCall(call.id(), call.name(), call.arguments());
    }

    @Override
    public City structured(Setup setup) {
        BeanOutputConverter<City> converter = new BeanOutputConverter<>(City.class);
        ChatResponse response =
                model(options(setup).outputSchema(converter.getJsonSchema())).call(new Prompt("Hi"));
        return converter.convert(answer(response).text());
    }

    @Override
    public String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "UnauthorizedException";
            case UNKNOWN_MODEL -> "NotFoundException";
            case BAD_PARAMETER -> "BadRequestException";
            case THROTTLED -> "RateLimitException";
            case PROVIDER_DOWN, SERVER_TIME_OUT -> "InternalServerException";
            case STREAM_CUT -> "SseException";
            case CLIENT_TIME_OUT, STREAM_TIME_OUT -> "OpenAIIoException by InterruptedIOException";
        };
    }

    /**
     * OpenAI's client, which the module calls, has one class for all that goes wrong on the way; what a stream is refused
     * with comes wrapped.
     */
    @Override
    public String nameOf(Throwable thrown) {
        return switch (thrown) {
            case CompletionException wrapper -> nameOf(wrapper.getCause());
            case OpenAIIoException io ->
                ClientLibrary.super.nameOf(io) + " by " + ClientLibrary.super.nameOf(io.getCause());
            default -> ClientLibrary.super.nameOf(thrown);
        };
    }

    private static OpenAiChatOptions.Builder options(Setup setup) {
        return OpenAiChatOptions.builder()
                .baseUrl(setup.v1())
                .apiKey(setup.key())
                .model(setup.model())
                .customHeaders(setup.headers())
                .maxRetries(setup.retries())
                .timeout(setup.timeout());
    }

    private static OpenAiChatModel model(OpenAiChatOptions.Builder options) {
        return OpenAiChatModel.builder().options(options.build()).build();
    }

    private static Answer answer(ChatResponse response) {
        return new Answer(
                response.getResult().getOutput().getText(),
                response.getMetadata().getUsage().getTotalTokens());
    }
}
