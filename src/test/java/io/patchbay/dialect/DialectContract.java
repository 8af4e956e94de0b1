package io.patchbay.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Signature;
import io.patchbay.chat.Tool;
import io.patchbay.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every dialect keeps: what it writes of our words, it reads as the same words; what it can't say, it says so. */
public abstract class DialectContract {

    /** The dialect's name. */
    protected abstract String dialect();

    /** A request as it goes out, with the names of what was left out. */
    public record Written(ObjectNode body, List<String> leftOut) {}

    protected abstract Written write(ChatRequest request);

    protected abstract ChatRequest read(ObjectNode body);

    /** The answer, once written and read. */
    protected abstract ChatReply throughWire(ChatReply reply);

    /** The stream's events, once written and read. */
    protected abstract List<ChatEvent> throughWire(List<ChatEvent> events);

    /** What the dialect has no word for and leaves out, with the name that it gives. */
    protected abstract Set<Feature> leftOut();

    /** What the dialect has no word for and refuses. */
    protected abstract Set<Feature> refused();

    /** What the dialect says in other words, so that it does not come back as it went: each with its own test. */
    protected abstract Set<Feature> reworded();

    @ParameterizedTest
    @EnumSource
    void aRequestComesBackAsItWent(Feature feature) {
        assumeFalse(leftOut().contains(feature)
                || refused().contains(feature)
                || reworded().contains(feature));

        Written written = write(feature.request());

        assertThat(plain(read(written.body()))).isEqualTo(plain(feature.request()));
        assertThat(written.leftOut()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatOnlyTunesIsLeftOutAndNamed(Feature feature) {
        assumeTrue(leftOut().contains(feature));

        assertThat(write(feature.request()).leftOut()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheAnswerDependsOnIsRefused(Feature feature) {
        assumeTrue(refused().contains(feature));

        assertThatThrownBy(() -> write(feature.request()))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Unsupported.class));
    }

    @Test
    void aToolThatAnotherVendorRunsIsRefused() {
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .tool(new Tool.Vendor("elsewhere", Json.object().put("type", "search")))
                .build();

        assertThatThrownBy(() -> write(request))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        e -> assertThat(e.failure())
                                .isInstanceOfSatisfying(
                                        Failure.Unsupported.class,
                                        failure -> assertThat(failure.param()).isEqualTo("tools[0]")));
    }

    @Test
    void itsOwnToolsAndPartsComeBackAsTheyWent() {
        ObjectNode json = ownTool();
        ChatRequest request = ChatRequest.builder()
                .user("Hi")
                .maxTokens(1_000)
                .tool(new Tool.Vendor(dialect(), json))
                .build();

        assertThat(read(write(request).body()).tools()).isEqualTo(request.tools());
    }

    /** A tool that the dialect's vendors run themselves. */
    protected abstract ObjectNode ownTool();

    @Test
    void anAnswerComesBackAsItWent() {
        ChatReply reply = reply(
                FinishReason.TOOL_CALLS,
                new Content.Text("I look."),
                new Content.ToolCall("call_1", "look", "{\"city\":\"Bonn\"}"),
                new Content.ToolCall("call_2", "ask", "{}"));

        ChatReply back = throughWire(reply);

        assertThat(back.message()).isEqualTo(reply.message());
        assertThat(back.finishReason()).isEqualTo(reply.finishReason());
        assertThat(back.usage()).isEqualTo(reply.usage());
        assertThat(back.model()).isEqualTo(reply.model());
    }

    @Test
    void itsOwnProofOfAThoughtComesBack() {
        Content.Thinking thought = new Content.Thinking("Hm.", Optional.of(new Signature(dialect(), "c2lnbmF0dXJl")));
        ChatReply reply = reply(FinishReason.STOP, thought, new Content.Text("Yes."));
        assumeTrue(proves());

        assertThat(throughWire(reply).message()).isEqualTo(reply.message());
    }

    /** Whether the dialect's vendors prove their thoughts. */
    protected boolean proves() {
        return true;
    }

    @ParameterizedTest
    @EnumSource(
            value = FinishReason.class,
            names = {"STOP", "LENGTH", "CONTENT_FILTER"})
    void theReasonOfTheEndComesBack(FinishReason reason) {
        assertThat(throughWire(reply(reason, new Content.Text("Yes"))).finishReason())
                .isEqualTo(reason);
        assertThat(throughWire(List.of(
                        new ChatEvent.Started("id", "m"),
                        new ChatEvent.Text(0, "Yes"),
                        new ChatEvent.UsageReported(usage()),
                        new ChatEvent.Finished(0, reason))))
                .contains(new ChatEvent.Finished(0, reason));
    }

    @Test
    void aStreamComesBackAsItWent() {
        Assembled assembled = Assembled.of(throughWire(List.of(
                new ChatEvent.Started("id", "m"),
                new ChatEvent.Thinking(0, "Hm", Optional.empty()),
                new ChatEvent.Thinking(0, ".", Optional.empty()),
                new ChatEvent.Text(0, "I "),
                new ChatEvent.Text(0, "look."),
                call(0, "call_1", "look", ""),
                more(0, "{\"city\":"),
                more(0, "\"Bonn\"}"),
                call(1, "call_2", "ask", "{}"),
                new ChatEvent.UsageReported(usage()),
                new ChatEvent.Finished(0, FinishReason.TOOL_CALLS))));

        assertThat(assembled.thought()).isEqualTo("Hm.");
        assertThat(assembled.text()).isEqualTo("I look.");
        assertThat(assembled.calls()).containsExactly("look {\"city\":\"Bonn\"}", "ask {}");
        assertThat(assembled.finished()).contains(FinishReason.TOOL_CALLS);
        assertThat(assembled.usage()).contains(usage());
    }

    private static ChatEvent call(int index, String id, String name, String arguments) {
        return new ChatEvent.ToolCallDelta(0, index, Optional.of(id), Optional.of(name), arguments, Optional.empty());
    }

    private static ChatEvent more(int index, String arguments) {
        return new ChatEvent.ToolCallDelta(0, index, Optional.empty(), Optional.empty(), arguments, Optional.empty());
    }

    /** Classes that every dialect tells. */
    protected Usage usage() {
        return Usage.builder().input(10).cacheRead(5).output(20).build();
    }

    private ChatReply reply(FinishReason reason, Content... content) {
        Message message = new Message(Role.ASSISTANT, List.of(content), Optional.empty());
        return new ChatReply(
                "id", "m", List.of(new ChatReply.Choice(message, reason)), Optional.of(usage()), Optional.empty());
    }

    private static ChatRequest plain(ChatRequest request) {
        return request.toBuilder().extra(io.patchbay.chat.Extra.NONE).build();
    }
}
