package io.patchbay.clients;

import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import io.patchbay.clients.OpenAiJava.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** OpenAI's own client for Java, and its responses. */
final class OpenAiJavaResponses implements ClientLibrary {

    private final OpenAiJava chat = new OpenAiJava();

    @Override
    public Answer whole(Setup setup) {
        return answer(OpenAiJava.client(setup).responses().create(hi(setup).build()));
    }

    @Override
    public Answer streamed(Setup setup, List<String> pieces) {
        return answer(stream(setup, hi(setup).build(), pieces));
    }

    @Override
    public String withTool(Setup setup) {
        Response asked = OpenAiJava.client(setup)
                .responses()
                .create(hi(setup).addTool(Weather.class).build());
        List<ResponseInputItem> input = new ArrayList<>();
        input.add(ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content("Hi")
                .build()));
        for (ResponseFunctionToolCall call : calls(asked)) {
            input.add(ResponseInputItem.ofFunctionCall(call));
            input.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                    .callId(call.callId())
                    .output("12 °C in " + call.arguments(Weather.class).city())
                    .build()));
        }
        ResponseCreateParams told =
                hi(setup).inputOfResponse(input).addTool(Weather.class).build();
        return text(OpenAiJava.client(setup).responses().create(told));
    }

    @Override
    public List<ToolCall> streamedToolCalls(Setup setup) {
        ResponseCreateParams hi = hi(setup).addTool(Weather.class).build();
        return calls(stream(setup, hi, new ArrayList<>())).stream()
                .map(call -> new ToolCall(call.callId(), call.name(), call.arguments()))
                .toList();
    }

    @Override
    public City structured(Setup setup) {
        return OpenAiJava.client(setup)
                .responses()
                .create(hi(setup).text(City.class).build())
                .output()
                .stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String thrownFor(Trouble trouble) {
        return chat.thrownFor(trouble);
    }

    @Override
    public String nameOf(Throwable thrown) {
        return chat.nameOf(thrown);
    }

    private static Response stream(Setup setup, ResponseCreateParams hi, List<String> pieces) {
        ResponseAccumulator all = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> response =
                OpenAiJava.client(setup).responses().createStreaming(hi)) {
            response.stream()
                    .map(all::accumulate)
                    .flatMap(event -> event.outputTextDelta().stream())
                    .forEach(delta -> pieces.add(delta.delta()));
        }
        return all.response();
    }

    private static ResponseCreateParams.Builder hi(Setup setup) {
        return ResponseCreateParams.builder().model(setup.model()).input("Hi").store(false);
    }

    private static List<ResponseFunctionToolCall> calls(Response response) {
        return response.output().stream()
                .map(ResponseOutputItem::functionCall)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Answer answer(Response response) {
        return new Answer(text(response), response.usage().orElseThrow().totalTokens());
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(content -> content.text())
                .collect(Collectors.joining());
    }
}
