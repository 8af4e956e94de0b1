package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Client;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a stream that breaks off in the middle, where its alias asks for more than an error. */
@ExtendWith(RunningPatchbay.Extension.class)
class CutStreamIT {

    /** Who asks, how its texts come and how its streams end. */
    private enum Face {
        CHAT("/v1/chat/completions", "\"stream\": true", "\"content\":\"([^\"]*)\"", "data: [DONE]"),
        MESSAGES(
                "/v1/messages",
                "\"stream\": true, \"max_tokens\": 9",
                "\"text_delta\",\"text\":\"([^\"]*)\"",
                "message_stop"),
        RESPONSES("/v1/responses", "\"stream\": true", "\"delta\":\"([^\"]*)\"", "response.completed");

        private final String path;
        private final String fields;
        private final Pattern text;
        private final String end;

        Face(String path, String fields, String text, String end) {
            this.path = path;
            this.fields = fields;
            this.text = Pattern.compile(text);
            this.end = end;
        }

        String request(String model) {
            String said = this == RESPONSES
                    ? "\"input\": \"Hi\""
                    : "\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]";
            return "{\"model\": \"%s\", %s, %s}".formatted(model, said, fields);
        }

        String said(String stream) {
            StringBuilder said = new StringBuilder();
            Matcher matcher = text.matcher(stream);
            while (matcher.find()) {
                said.append(matcher.group(1));
            }
            return said.toString();
        }
    }

    private final Upstream upstream;
    private final Client client;

    CutStreamIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    @BeforeEach
    void cutTheFirst() {
        upstream.forget();
        List<String> frames = List.of(piece("Hel"), piece("lo "), piece("nobody"));
        upstream.answers("/custom/v1/chat/completions").fails(500);
        upstream.answers("/custom/v1/chat/completions")
                .times(1)
                .streamsRaw(frames)
                .cutsAfter(frames.get(0).length() + frames.get(1).length());
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void aHeldStreamIsTheWholeAnswerOfTheSecond(Face face) throws IOException {
        upstream.answers("/reserve/v1/chat/completions").streamsRaw(List.of(piece("Good "), piece("day"), END));

        Client.Answer answer = client.post(face.path, face.request("held"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(face.said(answer.text())).isEqualTo("Good day");
        assertThat(answer.text()).contains(face.end);
        assertThat(row(answer).path("attempts")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void aContinuedStreamIsOneAnswerOfTwo(Face face) throws IOException {
        upstream.answers("/reserve/v1/chat/completions").streamsRaw(List.of(piece("the"), piece("re"), END));

        Client.Answer answer = client.post(face.path, face.request("continued"));

        assertThat(face.said(answer.text())).isEqualTo("Hello there");
        assertThat(answer.text()).contains(face.end).contains("\"continued_by\":{\"provider\":\"reserve\"");
        assertThat(upstream.last().text()).contains("Hello ").contains("broke off");
        JsonNode attempts = row(answer).path("attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.at("/1/continues").asBoolean()).isTrue();
        assertThat(row(answer).path("outcome").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void aStreamThatNobodyGoesOnWithHasNoEnd(Face face) {
        upstream.answers("/reserve/v1/chat/completions").fails(500);

        Client.Answer answer = client.post(face.path, face.request("continued"));

        assertThat(face.said(answer.text())).isEqualTo("Hello ");
        assertThat(answer.text()).doesNotContain(face.end).contains("error");
    }

    private static final String END = """
            data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private static String piece(String text) {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},"
                        .formatted(text)
                + "\"finish_reason\":null}]}\n\n";
    }

    private JsonNode row(Client.Answer answer) {
        return client.get("/api/v1/usage?request_id="
                        + answer.header("x-patchbay-request-id").orElseThrow())
                .json()
                .at("/items/0");
    }
}
