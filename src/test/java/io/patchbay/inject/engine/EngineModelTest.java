package io.patchbay.inject.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.Failure;
import io.patchbay.chat.ChatEvent;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.ResponseFormat;
import io.patchbay.inject.CallOptions;
import io.patchbay.inject.ChatFailed;
import io.patchbay.inject.ChatModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineModelTest {

    record Point(int x, int y) {}

    private final FakeEngine engine = new FakeEngine();
    private final Models models = new Models(engine);
    private final ChatModel model = models.chatModel("openai/gpt-4o");

    @Test
    void completesAPrompt() {
        engine.answer = "Hello.";

        assertThat(model.complete("Hi")).isEqualTo("Hello.");
        assertThat(engine.asked.orElseThrow().messages().getFirst().text()).isEqualTo("Hi");
        assertThat(engine.wanted.orElseThrow().id()).contains("openai/gpt-4o");
    }

    @Test
    void isOneObjectForEachProviderAndModel() {
        assertThat(models.chatModel("openai/gpt-4o")).isSameAs(model);
        assertThat(models.chatModel("@azure/openai/gpt-4o")).isSameAs(models.chatModel("openai/gpt-4o", "azure"));
        assertThat(models.chatModel("openai/gpt-4o", "azure")).isNotSameAs(model);
        assertThat(models.chatModel("")).isSameAs(models.chatModel()).isNotSameAs(model);
    }

    @Test
    void asksForARecordByItsSchemaAndReadsIt() {
        engine.answer = "{\"x\": 1, \"y\": 2}";

        assertThat(model.generate("Where?", Point.class)).isEqualTo(new Point(1, 2));
        assertThat(engine.asked.orElseThrow().responseFormat()).containsInstanceOf(ResponseFormat.JsonSchema.class);
    }

    @Test
    void tellsWhichCallGaveAnAnswerThatIsNoSuchRecord() {
        engine.answer = "{\"x\": 1}";

        assertThatThrownBy(() -> model.generate("Where?", Point.class))
                .isInstanceOfSatisfying(ChatFailed.class, failed -> {
                    assertThat(failed.failure()).isInstanceOf(Failure.Invalid.class);
                    assertThat(failed.requestId()).isEqualTo("req_1");
                    assertThat(failed.attempts()).isEqualTo(2);
                });
    }

    @Test
    void asksForAnyJsonObjectWhereTheRequestHasNoFormat() {
        engine.answer = "{\"a\": [1]}";

        assertThat(model.generateJson("JSON, please").path("a").path(0).asInt()).isEqualTo(1);
        assertThat(engine.asked.orElseThrow().responseFormat()).contains(new ResponseFormat.JsonObject());
    }

    @Test
    void refusesProseWhereJsonIsDue() {
        engine.answer = "Sure! Here it is.";

        assertThatThrownBy(() -> model.generateJson("JSON, please")).isInstanceOf(ChatFailed.class);
    }

    @Test
    void streamsToTheEnd() {
        engine.events.add(List.of(new ChatEvent.Started("id", "model"), new ChatEvent.Text(0, "a")));
        engine.events.add(List.of());
        engine.events.add(List.of(new ChatEvent.Finished(0, FinishReason.STOP)));

        try (Stream<ChatEvent> events = model.stream("Hi")) {
            assertThat(events.toList()).hasSize(3);
        }
        assertThat(engine.closed).isTrue();
    }

    @Test
    void readsNoFurtherThanItsReaderDoes() {
        engine.events.add(List.of(new ChatEvent.Text(0, "a")));
        engine.failure = Optional.of(new IllegalStateException("read too far"));

        try (Stream<ChatEvent> events = model.stream("Hi")) {
            assertThat(events.findFirst()).contains(new ChatEvent.Text(0, "a"));
            assertThat(engine.closed).isFalse();
        }
        assertThat(engine.closed).isTrue();
    }

    @Test
    void throwsInTheMiddleOfAStreamThatFails() {
        engine.events.add(List.of(new ChatEvent.Text(0, "a")));
        engine.failure = Optional.of(new ChatFailed(new Failure.Garbled("cut"), "req_1", 1));

        try (Stream<ChatEvent> events = model.stream("Hi")) {
            assertThatThrownBy(events::toList).isInstanceOf(ChatFailed.class);
        }
    }

    @Test
    void callsWithItsOptionsAndLeavesTheOriginalAlone() {
        ChatModel job = model.with(CallOptions.DEFAULT.withJobId("nightly").withoutFallback());

        job.generate(ChatRequest.of("Hi"));
        assertThat(engine.options.orElseThrow().jobId()).contains("nightly");
        assertThat(engine.options.orElseThrow().useFallback()).isFalse();
        model.generate("Hi");
        assertThat(engine.options).contains(CallOptions.DEFAULT);
    }
}
