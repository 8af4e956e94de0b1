package io.patchbay.provider.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.catalogue.TokenCount;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Message;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.chat.Role;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.openai.OpenAi;
import io.patchbay.dialect.openai.OpenAiChunks;
import io.patchbay.dialect.openai.OpenAiReplies;
import io.patchbay.provider.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** One answer of the sandbox, from its head to its last byte. */
record SandboxAnswer(SandboxModel model, String name, ChatRequest request, boolean streamed, Instant now) {

    private static final Duration BETWEEN_WORDS = Duration.ofMillis(20);

    private static final String PAGE = "<html><body><h1>Down for maintenance</h1></body></html>";

    Transport.Answer play(Pause pause) {
        List<String> pieces = switch (model.behaviour()) {
            case ERROR -> List.of(error());
            case HTML -> List.of(PAGE);
            case ANSWER -> said();
            case CUT_IN_THE_MIDDLE -> firstHalf(said());
        };
        return answer(model.status(), pieces, model.firstPause(), pause);
    }

    private static Transport.Answer answer(int status, List<String> pieces, Duration firstPause, Pause pause) {
        return new Played(status, Map.of("retry-after", "1"), new PacedStream(pieces, firstPause, pause), pause);
    }

    /** An answer that comes at once. */
    static Transport.Answer whole(byte[] body, Pause pause) {
        return answer(200, List.of(new String(body, StandardCharsets.UTF_8)), Duration.ZERO, pause);
    }

    /** What a vendor answers to the name of a model that it does not have. */
    static Transport.Answer unknown(String name, Pause pause) {
        String message = "there is no sandbox model '%s'; there are %s".formatted(name, SandboxModel.names());
        return answer(404, List.of(error("model_not_found", message)), Duration.ZERO, pause);
    }

    private String error() {
        return error(Integer.toString(model.status()), "The sandbox's model %s fails on purpose.".formatted(name));
    }

    private static String error(String code, String message) {
        ObjectNode json = Json.object();
        json.putObject("error")
                .put("message", message)
                .put("type", "sandbox_error")
                .put("code", code);
        return json.toString();
    }

    /** The pieces in which the answer goes over the wire. */
    private List<String> said() {
        return streamed ? stream() : List.of(new String(OpenAiReplies.write(whole(), now), StandardCharsets.UTF_8));
    }

    private static List<String> firstHalf(List<String> pieces) {
        if (pieces.size() == 1) {
            return List.of(pieces.getFirst().substring(0, pieces.getFirst().length() / 2));
        }
        return pieces.subList(0, (pieces.size() + 1) / 2);
    }

    private ChatReply whole() {
        Message message = Message.assistant(answer());
        ChatReply.Choice choice = new ChatReply.Choice(message, FinishReason.STOP);
        return new ChatReply(id(), "sandbox/" + name, List.of(choice), Optional.of(usage()), Optional.empty());
    }

    private List<String> stream() {
        OpenAiChunks.Writer writer = new OpenAiChunks.Writer(now);
        List<ChatEvent> events = new ArrayList<>();
        events.add(new ChatEvent.Started(id(), "sandbox/" + name));
        words().forEach(word -> events.add(new ChatEvent.Text(0, word)));
        events.add(new ChatEvent.Finished(0, FinishReason.STOP));
        events.add(new ChatEvent.UsageReported(usage()));
        List<String> pieces = new ArrayList<>();
        for (ChatEvent event : events) {
            pieces.add("data: " + writer.write(event) + "\n\n");
        }
        pieces.add("data: " + OpenAi.DONE + "\n\n");
        return pieces;
    }

    private String id() {
        return "sandbox-" + Integer.toHexString(System.identityHashCode(this));
    }

    /**
     * The last user message; a JSON object that holds it, where JSON is asked for. Where the caller has begun the answer, the
     * rest of it.
     */
    private String answer() {
        String said = request.messages().stream()
                .filter(message -> message.role() == Role.USER)
                .reduce((earlier, later) -> later)
                .map(Message::text)
                .orElse("");
        String whole = request.responseFormat().isPresent() ? json(said) : said;
        return whole.startsWith(begun()) ? whole.substring(begun().length()) : whole;
    }

    private String begun() {
        List<Message> messages = request.messages();
        return messages.isEmpty() || messages.getLast().role() != Role.ASSISTANT
                ? ""
                : messages.getLast().text();
    }

    private String json(String said) {
        return request.responseFormat().orElseThrow() instanceof ResponseFormat.JsonSchema format
                ? SchemaExample.of(format.schema(), said).toString()
                : Json.object().put("echo", said).toString();
    }

    private List<String> words() {
        return Arrays.stream(answer().split("(?<=\\s)"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Usage usage() {
        return Usage.builder()
                .input(TokenCount.of(request))
                .output(TokenCount.of(answer()))
                .build();
    }

    /** Gives out one piece after another, with a pause before each. */
    private static final class PacedStream extends InputStream {
        private final Queue<byte[]> left = new ArrayDeque<>();
        private final Pause pause;
        private Duration next;
        private byte[] piece = {};
        private int position;

        PacedStream(List<String> pieces, Duration first, Pause pause) {
            pieces.forEach(text -> left.add(text.getBytes(StandardCharsets.UTF_8)));
            this.next = first;
            this.pause = pause;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (position == piece.length) {
                if (left.isEmpty()) {
                    return -1;
                }
                pause.of(next);
                next = BETWEEN_WORDS;
                piece = left.remove();
                position = 0;
            }
            int size = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, target, offset, size);
            position += size;
            return size;
        }
    }

    private record Played(int status, Map<String, String> headers, InputStream body, Pause pause)
            implements Transport.Answer {

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        @Override
        public void close() {
            pause.end();
        }
    }
}
