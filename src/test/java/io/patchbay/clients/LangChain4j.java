package io.patchbay.clients;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A module of LangChain4j, with its AI services where tools and schemas are. */
abstract class LangChain4j implements ClientLibrary {

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
    public Answer whole(Setup setup) {
        return answer(model(setup).chat(hi()));
    }

    @Override
    public Answer streamed(Setup setup, List<String> pieces) throws Exception {
        return answer(stream(setup, ChatRequest.builder().messages(hi()).build(), pieces));
    }

    @Override
    public String withTool(Setup setup) {
        return AiServices.builder(Assistant.class)
                .chatModel(model(setup))
                .tools(new Weather())
                .build()
                .answer("Hi");
    }

    @Override
    public List<ToolCall> streamedToolCalls(Setup setup) throws Exception {
        ChatRequest request = ChatRequest.builder()
                .messages(hi())
                .toolSpecifications(ToolSpecifications.toolSpecificationsFrom(Weather.class))
                .build();
        return stream(setup, request, new ArrayList<>()).aiMessage().toolExecutionRequests().stream()
                .map(call -> new ToolCall(call.id(), call.name(), call.arguments()))
                .toList();
    }

    @Override
    public City structured(Setup setup) {
        return AiServices.create(Geographer.class, model(setup)).describe("Hi");
    }

    /** It waits by a schedule of its own. */
    @Override
    public boolean waitsAsLongAsRetryAfterAsks() {
        return false;
    }

    /** A model that knows of schemas. */
    abstract ChatModel model(Setup setup);

    abstract StreamingChatModel streamingModel(Setup setup);

    private ChatResponse stream(Setup setup, ChatRequest request, List<String> pieces) throws Exception {
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        streamingModel(setup).chat(request, new StreamingChatResponseHandler() {
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
