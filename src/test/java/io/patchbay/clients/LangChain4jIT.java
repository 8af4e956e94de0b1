package io.patchbay.clients;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import io.patchbay.testing.RunningPatchbay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** LangChain4j's OpenAI module, with its AI services where tools and schemas are. */
class LangChain4jIT extends ClientContract {

    LangChain4jIT(RunningPatchbay patchbay) {
        super(patchbay);
    }

    interface Assistant {
        String answer(String question);
    }

    interface Geographer {
        City describe(String question);
    }

    static final class Weather {
        @Tool(name = "get_weather", value = "The weather in a city")
        String in(String city) {
            return "12 °C in " + city;
        }
    }

    @Override
    Answer whole(Setup setup) {
        return answer(model(setup).build().chat(hi()));
    }

    @Override
    Answer streamed(Setup setup, List<String> pieces) throws Exception {
        return answer(stream(setup, ChatRequest.builder().messages(hi()).build(), pieces));
    }

    @Override
    String withTool(Setup setup) {
        return AiServices.builder(Assistant.class)
                .chatModel(model(setup).build())
                .tools(new Weather())
                .build()
                .answer("Hi");
    }

    @Override
    List<ToolCall> streamedToolCalls(Setup setup) throws Exception {
        ChatRequest request = ChatRequest.builder()
                .messages(hi())
                .toolSpecifications(ToolSpecifications.toolSpecificationsFrom(Weather.class))
                .build();
        return stream(setup, request, new ArrayList<>()).aiMessage().toolExecutionRequests().stream()
                .map(call -> new ToolCall(call.id(), call.name(), call.arguments()))
                .toList();
    }

    @Override
    City structured(Setup setup) {
        OpenAiChatModel model = model(setup)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .strictJsonSchema(true)
                .build();
        return AiServices.create(Geographer.class, model).describe("Hi");
    }

    @Override
    String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "AuthenticationException";
            case UNKNOWN_MODEL -> "ModelNotFoundException";
            case BAD_PARAMETER -> "InvalidRequestException";
            case THROTTLED -> "RateLimitException";
            case PROVIDER_DOWN, SERVER_TIME_OUT -> "InternalServerException";
            case STREAM_CUT -> "RuntimeException";
            case CLIENT_TIME_OUT, STREAM_TIME_OUT -> "TimeoutException";
        };
    }

    /** It waits by a schedule of its own. */
    @Override
    boolean waitsAsLongAsRetryAfterAsks() {
        return false;
    }

    private static OpenAiChatModel.OpenAiChatModelBuilder model(Setup setup) {
        return OpenAiChatModel.builder()
                .baseUrl(setup.baseUrl().toString())
                .apiKey(setup.key())
                .modelName(setup.model())
                .customHeaders(setup.headers())
                .maxRetries(setup.retries())
                .timeout(setup.timeout());
    }

    private static ChatResponse stream(Setup setup, ChatRequest request, List<String> pieces) throws Exception {
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(setup.baseUrl().toString())
                .apiKey(setup.key())
                .modelName(setup.model())
                .customHeaders(setup.headers())
                .timeout(setup.timeout())
                .build()
                .chat(request, new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                        if (end.isDone()) {
                            context.streamingHandle().cancel();
                        } else {
                            pieces.add(piece.text());
                        }
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        end.complete(response);
                    }

                    @Override
                    public void onError(Throwable error) {
                        end.completeExceptionally(error);
                    }
                });
        try {
            return end.orTimeout(setup.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static UserMessage hi() {
        return UserMessage.from("Hi");
    }

    private static Answer answer(ChatResponse response) {
        return new Answer(response.aiMessage().text(), response.tokenUsage().totalTokenCount());
    }
}
