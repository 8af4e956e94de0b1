package io.patchbay.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.testing.Node;
import io.patchbay.testing.RunningPatchbay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** A client from npm, which a script of {@code src/test/node} calls. */
abstract class NodeClient extends ClientContract {

    private static Node node;

    private final List<String> command;

    /** @param script and the arguments behind the scenario */
    NodeClient(RunningPatchbay patchbay, String script, String... arguments) {
        super(patchbay);
        this.command = new ArrayList<>(List.of(script));
        this.command.addAll(List.of(arguments));
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

    @BeforeAll
    static void install() {
        assumeTrue(Node.isPresent(), "no Node.js with npm on the path");
        if (node == null) {
            node = Node.install();
        }
    }

    @Override
    Answer whole(Setup setup) throws Thrown {
        return answer(run("whole", setup, new ArrayList<>()));
    }

    @Override
    Answer streamed(Setup setup, List<String> pieces) throws Thrown {
        return answer(run("streamed", setup, pieces));
    }

    @Override
    String withTool(Setup setup) throws Thrown {
        return run("withTool", setup, new ArrayList<>()).path("text").asText();
    }

    @Override
    List<ToolCall> streamedToolCalls(Setup setup) throws Thrown {
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
    City structured(Setup setup) throws Thrown {
        JsonNode city = run("structured", setup, new ArrayList<>());
        return new City(city.path("name").asText(), city.path("population").asInt());
    }

    @Override
    String nameOf(Throwable thrown) {
        return thrown instanceof Thrown inScript ? inScript.name : super.nameOf(thrown);
    }

    /** @param pieces what the client read of a stream is added to them, even if the stream broke off */
    JsonNode run(String scenario, Setup setup, List<String> pieces) throws Thrown {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(1, scenario);
        JsonNode told = node.run(
                Map.of("SETUP", json(setup)),
                arguments.getFirst(),
                arguments.stream().skip(1).toArray(String[]::new));
        told.path("pieces").valueStream().map(JsonNode::asText).forEach(pieces::add);
        JsonNode error = told.path("error");
        if (error.isObject()) {
            throw new Thrown(error.path("name").asText(), error.path("message").asText());
        }
        return told.path("result");
    }

    private static String json(Setup setup) {
        ObjectNode json = Json.object()
                .put("baseUrl", setup.baseUrl().toString())
                .put("key", setup.key())
                .put("model", setup.model())
                .put("retries", setup.retries())
                .put("timeoutMs", setup.timeout().toMillis());
        setup.headers().forEach(json.putObject("headers")::put);
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    private static Answer answer(JsonNode result) {
        return new Answer(
                result.path("text").asText(), result.path("totalTokens").asLong());
    }
}
