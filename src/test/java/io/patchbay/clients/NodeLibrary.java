package io.patchbay.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client from npm, which a script of {@code src/test/node} calls. */
abstract class NodeLibrary implements ClientLibrary {

    private static final Map<List<String>, Node.Script> STARTED = new HashMap<>();
    private static Node node;

    private final Node.Script script;

    NodeLibrary(String script, String... arguments) {
        assumeTrue(Node.isPresent(), "no Node.js with npm on the path");
        if (node == null) {
            node = Node.install();
        }
        List<String> command = new ArrayList<>(List.of(script));
        command.addAll(List.of(arguments));
        this.script = STARTED.computeIfAbsent(command, it -> node.start(script, arguments));
    }

    /** What the client threw in the script. */
    static final class Thrown extends Exception {

        private static final long serialVersionUID = 1L;

        private final String name;

        Thrown(String name, String message) {
            super(message);
            this.name = name;
        }
    }

    @Override
    public Answer whole(Setup setup) throws Thrown {
        return answer(run("whole", setup, new ArrayList<>()));
    }

    @Override
    public Answer streamed(Setup setup, List<String> pieces) throws Thrown {
        return answer(run("streamed", setup, pieces));
    }

    @Override
    public String withTool(Setup setup) throws Thrown {
        return run("withTool", setup, new ArrayList<>()).path("text").asText();
    }

    @Override
    public List<ToolCall> streamedToolCalls(Setup setup) throws Thrown {
        return run("streamedToolCalls", setup, new ArrayList<>())
                .path("calls")
                .valueStream()
                .map(call -> new ToolCall(
                        call.path("id").asText(),
                        call.path("name").asText(),
                        call.path("arguments").asText()))
                .toList();
    }

    @Override
    public City structured(Setup setup) throws Thrown {
        JsonNode city = run("structured", setup, new ArrayList<>());
        return new City(city.path("name").asText(), city.path("population").asInt());
    }

    @Override
    public String nameOf(Throwable thrown) {
        return thrown instanceof Thrown inScript ? inScript.name : ClientLibrary.super.nameOf(thrown);
    }

    /** @param pieces what the client read of a stream is added to them, even if the stream broke off */
    JsonNode run(String scenario, Setup setup, List<String> pieces) throws Thrown {
        ObjectNode question = Json.object().put("scenario", scenario);
        question.set("setup", json(setup));
        JsonNode told = script.ask(question);
        told.path("pieces").valueStream().map(JsonNode::asText).forEach(pieces::add);
        JsonNode error = told.path("error");
        if (error.isObject()) {
            throw new Thrown(error.path("name").asText(), error.path("message").asText());
        }
        return told.path("result");
    }

    private static ObjectNode json(Setup setup) {
        ObjectNode json = Json.object()
                .put("server", setup.server().toString())
                .put("baseUrl", setup.v1())
                .put("key", setup.key())
                .put("model", setup.model())
                .put("retries", setup.retries())
                .put("timeoutMs", setup.timeout().toMillis());
        setup.headers().forEach(json.putObject("headers")::put);
        return json;
    }

    private static Answer answer(JsonNode result) {
        return new Answer(
                result.path("text").asText(), result.path("totalTokens").asLong());
    }
}
