package io.patchbay.dialect.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.Unsaid;
import io.patchbay.dialect.openai.OpenAiReplies;
import io.patchbay.dialect.openai.OpenAiRequests;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an OpenAI client wrote and what Google gets of it; what Google wrote and what the client gets of it. */
class WirePairsTest {

    static List<Path> requests() throws IOException, URISyntaxException {
        return cases("request.json");
    }

    static List<Path> answers() throws IOException, URISyntaxException {
        return cases("answer.json");
    }

    private static List<Path> cases(String file) throws IOException, URISyntaxException {
        Path wire = Path.of(Objects.requireNonNull(WirePairsTest.class.getResource("/wire/google"))
                .toURI());
        try (Stream<Path> folders = Files.list(wire)) {
            return folders.filter(folder -> Files.exists(folder.resolve(file)))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void goesOutAsGoogleHasIt(Path folder) throws IOException {
        IncomingChat incoming = OpenAiRequests.read(json(folder, "request.json"));
        ChatRequest request = incoming.request();

        ObjectNode written =
                GoogleRequests.write(request, incoming.model().orElseThrow(), Unsaid.of(request, Google.DIALECT));

        assertThat(read(Json.write(written))).isEqualTo(json(folder, "expected.json"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void comesBackAsTheClientHasIt(Path folder) throws IOException {
        byte[] answer = Files.readAllBytes(folder.resolve("answer.json"));

        ChatReply reply = GoogleReplies.read(Json.read(answer), answer);

        assertThat(read(OpenAiReplies.write(reply, Instant.EPOCH))).isEqualTo(json(folder, "expected.json"));
    }

    private static JsonNode json(Path folder, String file) throws IOException {
        return read(Files.readAllBytes(folder.resolve(file)));
    }

    private static JsonNode read(byte[] json) throws IOException {
        return Json.read(json);
    }
}
