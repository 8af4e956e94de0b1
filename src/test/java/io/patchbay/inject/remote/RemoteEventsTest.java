package io.patchbay.inject.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.inject.ChatFailed;
import io.patchbay.inject.engine.EventSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RemoteEventsTest {

    private static final String HELLO = """
            : keep-alive

            data: {"id": "c1", "model": "m", "choices": [{"index": 0, "delta": {"content": "Hello"}}]}

            """;

    private final AtomicBoolean disconnected = new AtomicBoolean();

    @Test
    void readsTheEventsOfAWholeAnswer() {
        List<ChatEvent> events =
                EventSource.stream(source(HELLO + "data: [DONE]\n\n")).toList();

        assertThat(events).containsExactly(new ChatEvent.Started("c1", "m"), new ChatEvent.Text(0, "Hello"));
    }

    @Test
    void doesNotTakeACutForAnEnd() {
        RemoteEvents events = source(HELLO);

        events.next();
        assertThatThrownBy(events::next)
                .isInstanceOfSatisfying(
                        ChatFailed.class, failed -> assertThat(failed.failure()).isInstanceOf(Failure.Garbled.class));
    }

    @Test
    void throwsWhatTheServerTellsInTheMiddle() {
        RemoteEvents events = source(
                HELLO
                        + "data: {\"error\": {\"message\": \"cut\", \"type\": \"api_error\", \"code\": \"provider_timeout\"}}\n\n");

        events.next();
        assertThatThrownBy(events::next)
                .isInstanceOfSatisfying(
                        ChatFailed.class,
                        failed -> assertThat(failed.failure())
                                .isEqualTo(new Failure.TimedOut("cut", Failure.Clock.CALL)));
    }

    @Test
    void disconnectsWhenItIsClosed() {
        RemoteEvents events = source(HELLO);

        events.close();

        assertThat(disconnected).isTrue();
        assertThatThrownBy(events::next).isInstanceOf(ChatFailed.class);
    }

    private RemoteEvents source(String text) {
        return new RemoteEvents(
                () -> disconnected.set(true), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "req_1");
    }
}
