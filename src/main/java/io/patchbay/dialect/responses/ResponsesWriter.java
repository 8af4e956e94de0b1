package io.patchbay.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.LogProb;
import io.patchbay.chat.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes one answer as events, the last of which holds all of it; one for each stream. */
public final class ResponsesWriter {

    private final ResponsesFrame frame;
    private final Numbered events = new Numbered();
    private final OpenItems items;
    private FinishReason reason = FinishReason.OTHER;

    /** @param asked what is answered, for an answer repeats its request */
    public ResponsesWriter(ChatRequest asked, Instant now) {
        this.frame = new ResponsesFrame(asked, now);
        this.items = new OpenItems(frame, events);
    }

    /**
     * An event that is ready to be sent.
     *
     * @param type the server-sent event's, which its data repeats
     */
    public record Event(String type, ObjectNode data) {}

    /** Writes what has happened. Of several answers it is the first, for nobody can ask for more in this dialect. */
    public List<Event> write(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started(String id, String model) -> start(id, model);
            case ChatEvent.Text(int choice, String text) -> first(choice, () -> text(text));
            case ChatEvent.Refusal(int choice, String text) ->
                first(choice, () -> items.message().refusal(text));
            case ChatEvent.LogProbs(int choice, List<LogProb> tokens) ->
                first(choice, () -> items.message().logProbs(tokens));
            case ChatEvent.Thinking thinking ->
                first(thinking.choice(), () -> items.think(thinking.text(), thinking.signature()));
            case ChatEvent.ToolCallDelta call -> first(call.choice(), () -> items.call(call));
            case ChatEvent.Part(int choice, Content content) -> first(choice, () -> part(content));
            case ChatEvent.Finished(int choice, FinishReason why) -> first(choice, () -> reason = why);
            case ChatEvent.UsageReported ignored -> {}
        }
        return events.take();
    }

    private static void first(int choice, Runnable said) {
        if (choice == 0) {
            said.run();
        }
    }

    /** The answer's own id and model, for what follows. */
    void name(String id, String model) {
        frame.name(id, model);
    }

    private void start(String id, String model) {
        name(id, model);
        events.add("response.created").set("response", frame.begun());
        events.add("response.in_progress").set("response", frame.begun());
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            items.message().text(text);
        }
    }

    /** What there is no item for is left out. */
    private void part(Content content) {
        switch (content) {
            case Content.Text(String text) -> text(text);
            case Content.Refusal(String text) -> items.message().refusal(text);
            case Content.Thinking thinking -> items.think(thinking.text(), thinking.signature());
            case Content.RedactedThinking redacted -> items.think(redacted);
            case Content.Image image -> items.image(image);
            case Content.Opaque opaque -> {
                if (opaque.dialect().equals(Responses.DIALECT)) {
                    items.whole(opaque.json());
                }
            }
            case Content.ToolCall ignored -> {}
            case Content.Audio ignored -> {}
            case Content.File ignored -> {}
            case Content.ToolResult ignored -> {}
            case Content.CacheMark ignored -> {}
        }
    }

    /** The events at the answer's end. */
    public List<Event> end(Optional<Usage> usage) {
        ObjectNode response = finish(usage);
        String status = response.path("status").asText();
        events.add("response." + status).set("response", response);
        return events.take();
    }

    /** The whole answer. */
    ObjectNode finish(Optional<Usage> usage) {
        boolean cut = ResponsesOutput.cutBy(reason).isPresent();
        return frame.ended(items.close(cut), reason, usage);
    }

    /** The vendor's own event went out in place of ours. */
    public void passed() {
        events.skip();
    }

    /**
     * The event after which nothing comes. OpenAI's own clients raise what stands in {@code error} (Node 7, Python 2 and
     * Java 4); its reference has the same beside it.
     */
    public Event failed(String type, String code, String message, Optional<String> param) {
        ObjectNode data = events.add("error");
        error(data, code, message, param);
        error(data.putObject("error").put("type", type), code, message, param);
        return events.take().getLast();
    }

    private static void error(ObjectNode json, String code, String message, Optional<String> param) {
        json.put("code", code).put("message", message).put("param", param.orElse(null));
    }
}
