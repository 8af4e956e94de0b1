package io.patchbay.provider.sandbox;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sandbox's models by the names that stand after {@code sandbox/}: one that works, and the rest, which fail in one
 * way each.
 */
enum SandboxModel {
    ECHO("echo", 200, Duration.ZERO, Behaviour.ANSWER),
    SLOW("slow", 200, Duration.ofSeconds(3), Behaviour.ANSWER),
    SILENT("silent", 200, Duration.ofHours(1), Behaviour.ANSWER),
    CUT("cut", 200, Duration.ZERO, Behaviour.CUT_IN_THE_MIDDLE),
    GARBLED("garbled", 200, Duration.ZERO, Behaviour.HTML),
    FAIL_401("fail-401", 401, Duration.ZERO, Behaviour.ERROR),
    FAIL_404("fail-404", 404, Duration.ZERO, Behaviour.ERROR),
    FAIL_429("fail-429", 429, Duration.ZERO, Behaviour.ERROR),
    FAIL_500("fail-500", 500, Duration.ZERO, Behaviour.ERROR),
    FAIL_503("fail-503", 503, Duration.ZERO, Behaviour.ERROR);

    /** What kind of body comes. */
    enum Behaviour {
        ANSWER,
        CUT_IN_THE_MIDDLE,
        HTML,
        ERROR
    }

    private final String word;
    private final int status;
    private final Duration firstPause;
    private final Behaviour behaviour;

    SandboxModel(String word, int status, Duration firstPause, Behaviour behaviour) {
        this.word = word;
        this.status = status;
        this.firstPause = firstPause;
        this.behaviour = behaviour;
    }

    static Optional<SandboxModel> named(String name) {
        return Arrays.stream(values()).filter(model -> model.word.equals(name)).findFirst();
    }

    /** The names of all, separated by commas. */
    static String names() {
        return Arrays.stream(values()).map(model -> model.word).collect(joining(", ")) + " and, for vectors, "
                + SandboxVectors.MODEL;
    }

    /** All of them, as OpenAI lists models. */
    static byte[] list() {
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        Stream.concat(Arrays.stream(values()).map(model -> model.word), Stream.of(SandboxVectors.MODEL))
                .forEach(name -> data.addObject().put("id", name).put("object", "model"));
        return Json.write(json);
    }

    int status() {
        return status;
    }

    Duration firstPause() {
        return firstPause;
    }

    Behaviour behaviour() {
        return behaviour;
    }
}
