package io.patchbay.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.chat.Tool;
import io.patchbay.dialect.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TokenCountTest {

    private static final Content HELLO = new Content.Text("hello world");
    private static final Content IMAGE = new Content.Image("data:image/png;base64,AA==", Optional.empty());

    @Test
    @Timeout(60)
    void anEndlessTextIsEstimatedByItsBeginning() {
        String endless = "é漢".repeat(8 << 20);

        assertThat(TokenCount.of(endless)).isEqualTo(16 << 20);
        assertThat(TokenCount.tally(ChatRequest.of(endless), "gpt-4o").exact()).isFalse();
    }

    @Test
    void isExactOnlyWhereOpenAiFramesTheMessages() {
        ChatRequest request = ChatRequest.of("hello world");

        assertThat(TokenCount.tally(request, "gpt-5").exact()).isTrue();
        assertThat(TokenCount.tally(request, "openai/gpt-oss-120b").exact()).isFalse();
        assertThat(TokenCount.tally(request, "claude-sonnet-4-5").exact()).isFalse();
    }

    @Test
    void aTextIsCountedAsOpenAiDoes() {
        assertThat(TokenCount.of("hello world")).isEqualTo(2);
        assertThat(TokenCount.of("")).isZero();
    }

    @Test
    void wordsThatOpenAiReservesAreTextLikeAnyOther() {
        assertThat(TokenCount.of("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void eachMessageHasAFrameAndTheAnswerToo() {
        assertThat(TokenCount.of(ChatRequest.of("hello world"))).isEqualTo(9);
        assertThat(TokenCount.of(ChatRequest.builder()
                        .user("hello world")
                        .user("hello world")
                        .build()))
                .isEqualTo(15);
    }

    @Test
    void whatAToolAnsweredIsReadLikeAnyText() {
        assertThat(count(new Content.ToolResult("c1", List.of(HELLO, HELLO), false)))
                .isEqualTo(4);
    }

    @Test
    void aToolCallIsItsNameAndItsArguments() {
        assertThat(count(new Content.ToolCall("c1", "hello world", "hello world")))
                .isEqualTo(4);
    }

    @Test
    void whatIsNoTextIsTakenForASmallImage() {
        assertThat(count(IMAGE)).isEqualTo(85);
        assertThat(count(new Content.Audio("AA==", "wav"))).isEqualTo(85);
        assertThat(count(new Content.File(Optional.empty(), Optional.empty(), "file-1")))
                .isEqualTo(85);
        assertThat(count(HELLO, IMAGE)).isEqualTo(87);
    }

    @Test
    void aToolIsReadWithItsDescriptionAndItsSchema() {
        Tool bare = new Tool.Function("hello world", Optional.empty(), Json.object(), Optional.empty());
        Tool told = new Tool.Function("hello world", Optional.of("hello world"), Json.object(), Optional.empty());

        int without = TokenCount.of(ChatRequest.of("Hi"));
        int schema = TokenCount.of("{}");

        assertThat(with(bare) - without).isEqualTo(2 + schema);
        assertThat(with(told) - without).isEqualTo(4 + schema);
    }

    private static int with(Tool tool) {
        return TokenCount.of(ChatRequest.builder().user("Hi").tool(tool).build());
    }

    /** The tokens of the parts, without the frame of 7 that is around a message and the answer. */
    private static int count(Content... parts) {
        Message message = new Message(Role.USER, List.of(parts), Optional.empty());
        return TokenCount.of(ChatRequest.builder().message(message).build()) - 7;
    }
}
