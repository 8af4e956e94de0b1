package io.patchbay.clients;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;

/** OpenAI's own client for Java. */
final class OpenAiJava implements ClientLibrary {

    @JsonTypeName("get_weather")
    @JsonClassDescription("The weather in a city")
    record Weather(String city) {}

    @Override
    public Answer whole(Setup setup) {
        return answer(client(setup).chat().completions().create(hi(setup).build()));
    }

    @Override
    public Answer streamed(Setup setup, List<String> pieces) {
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        ChatCompletionCreateParams hi = hi(setup)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> response =
                client(setup).chat().completions().createStreaming(hi)) {
            response.stream()
                    .map(all::accumulate)
                    .forEach(chunk -> chunk.choices().stream()
                            .flatMap(choice -> choice.delta().content().stream())
                            .filter(piece -> !piece.isEmpty())
                            .forEach(pieces::add));
        }
        return answer(all.chatCompletion());
    }

    @Override
    public String withTool(Setup setup) {
        OpenAIClient client = client(setup);
        ChatCompletionCreateParams.Builder request = hi(setup).addTool(Weather.class);
        ChatCompletionMessage asked = message(client.chat().completions().create(request.build()));
        request.addMessage(asked);
        for (ChatCompletionMessageFunctionToolCall call : calls(asked)) {
            String city = call.function().arguments(Weather.class).city();
            request.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(call.id())
                    .content("12 °C in " + city)
                    .build());
        }
        return message(client.chat().completions().create(request.build()))
                .content()
                .orElseThrow();
    }

    @Override
    public List<ToolCall> streamedToolCalls(Setup setup) {
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> response = client(setup)
                .chat()
                .completions()
                .createStreaming(hi(setup).addTool(Weather.class).build())) {
            response.stream().forEach(all::accumulate);
        }
        return calls(message(all.chatCompletion())).stream()
                .map(call -> new ToolCall(
                        call.id(), call.function().name(), call.function().arguments()))
                .toList();
    }

    @Override
    public City structured(Setup setup) {
        return client(setup)
                .chat()
                .completions()
                .create(hi(setup).responseFormat(City.class).build())
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();
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

    /** The client has one class for all that goes wrong on the way. */
    @Override
    public String nameOf(Throwable thrown) {
        return thrown instanceof OpenAIIoException
                ? ClientLibrary.super.nameOf(thrown) + " by " + ClientLibrary.super.nameOf(thrown.getCause())
                : ClientLibrary.super.nameOf(thrown);
    }

    static OpenAIClient client(Setup setup) {
        OpenAIOkHttpClient.Builder client = OpenAIOkHttpClient.builder()
                .baseUrl(setup.v1())
                .apiKey(setup.key())
                .maxRetries(setup.retries())
                .timeout(setup.timeout());
        setup.headers().forEach(client::putHeader);
        return client.build();
    }

    private static ChatCompletionCreateParams.Builder hi(Setup setup) {
        return ChatCompletionCreateParams.builder().model(setup.model()).addUserMessage("Hi");
    }

    private static Answer answer(ChatCompletion completion) {
        return new Answer(
                message(completion).content().orElseThrow(),
                completion.usage().orElseThrow().totalTokens());
    }

    private static ChatCompletionMessage message(ChatCompletion completion) {
        return completion.choices().getFirst().message();
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletionMessage message) {
        return message.toolCalls().orElseThrow().stream()
                .map(ChatCompletionMessageToolCall::asFunction)
                .toList();
    }
}
