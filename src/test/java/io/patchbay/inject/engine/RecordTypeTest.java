package io.patchbay.inject.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Content;
import io.patchbay.chat.FinishReason;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.dialect.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTypeTest {

    enum Mood {
        GLAD,
        @JsonProperty("so-so")
        MIXED
    }

    record Author(String name, Optional<String> email) {}

    record Review(
            @JsonPropertyDescription("One sentence.") String summary,
            Mood mood,
            int stars,
            List<Author> authors,
            Optional<BigDecimal> price,
            OptionalInt pages,
            LocalDate day) {}

    record Point(int x, int y) {}

    record Line(Point from, Point to, List<String> names) {}

    record Labels(Map<String, String> labels) {}

    @Test
    void asksForEveryComponentSaveTheOptionalOnes() throws Exception {
        JsonNode schema = RecordType.of(Review.class).format().schema();

        assertThat(names(schema.path("required")))
                .containsExactlyInAnyOrder("summary", "mood", "stars", "authors", "day");
        assertThat(schema.path("additionalProperties")).isEqualTo(Json.read("false"));
        assertThat(schema.path("properties").properties()).hasSize(7);
    }

    @Test
    void keepsTheOrderInWhichARecordIsToBeWritten() {
        List<String> order = new ArrayList<>();
        RecordType.of(Review.class)
                .format()
                .schema()
                .path("properties")
                .fieldNames()
                .forEachRemaining(order::add);

        assertThat(order).containsExactly("summary", "mood", "stars", "authors", "price", "pages", "day");
    }

    @Test
    void describesComponentsByTheirAnnotation() {
        JsonNode summary = property(Review.class, "summary");

        assertThat(summary.path("type").asText()).isEqualTo("string");
        assertThat(summary.path("description").asText()).isEqualTo("One sentence.");
    }

    @Test
    void namesTheConstantsOfAnEnumAsJacksonDoes() {
        assertThat(names(property(Review.class, "mood").path("enum"))).containsExactly("GLAD", "so-so");
    }

    @Test
    void describesNestedRecordsInLists() {
        JsonNode author = property(Review.class, "authors").path("items");

        assertThat(author.path("type").asText()).isEqualTo("object");
        assertThat(names(author.path("required"))).containsExactly("name");
        assertThat(author.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(names(author.path("properties").path("email").path("type"))).contains("string");
    }

    @Test
    void unwrapsOptionalNumbers() {
        assertThat(names(property(Review.class, "pages").path("type"))).contains("integer");
        assertThat(names(property(Review.class, "price").path("type"))).contains("number");
    }

    @Test
    void isStrictWhereEveryPropertyIsRequiredAndOnlyThere() {
        assertThat(RecordType.of(Line.class).format().strict()).isTrue();
        assertThat(RecordType.of(Review.class).format().strict()).isFalse();
        assertThat(RecordType.of(Labels.class).format().strict()).isFalse();
    }

    @Test
    void isWorkedOutOnceForEachClass() {
        assertThat(RecordType.of(Line.class)).isSameAs(RecordType.of(Line.class));
        assertThat(RecordType.of(Line.class).format().name()).isEqualTo("Line");
    }

    @Test
    void refusesAClassThatIsNoRecord() {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordType.of(String.class));
    }

    @Test
    void readsAWholeRecord() {
        Review review = read(Review.class, """
                {"summary": "Good.", "mood": "so-so", "stars": 4, "authors": [{"name": "Ada", "email": "a@b.example"}],
                 "price": 12.50, "pages": 320, "day": "2026-07-24"}""");

        assertThat(review)
                .isEqualTo(new Review(
                        "Good.",
                        Mood.MIXED,
                        4,
                        List.of(new Author("Ada", Optional.of("a@b.example"))),
                        Optional.of(new BigDecimal("12.50")),
                        OptionalInt.of(320),
                        LocalDate.of(2026, 7, 24)));
    }

    @Test
    void readsWhatIsOptionalAsEmptyWhereItIsAbsentOrNull() {
        Review review = read(Review.class, """
                {"summary": "", "mood": "GLAD", "stars": 1, "authors": [], "price": null, "day": "2026-07-24"}""");

        assertThat(review.price()).isEmpty();
        assertThat(review.pages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "null",
                "[]",
                "{\"x\": 1}",
                "{\"x\": 1, \"y\": null}",
                "{\"x\": 1, \"y\": 2, \"z\": 3}",
                "{\"x\": 1, \"y\": \"2\"}",
                "{\"x\": 1, \"y\": 2.5}",
                "{\"x\": 1, \"y\": 2} and more"
            })
    void refusesWhatIsNoSuchRecord(String answer) {
        assertThatThrownBy(() -> read(Point.class, answer))
                .isInstanceOfSatisfying(
                        CallFailed.class, failed -> assertThat(failed.failure()).isInstanceOf(Failure.Invalid.class));
    }

    @Test
    void refusesANumberWhereATextIsDue() {
        assertThatThrownBy(() -> read(Author.class, "{\"name\": 7}")).isInstanceOf(CallFailed.class);
    }

    @Test
    void refusesATextThatIsMissing() {
        assertThatThrownBy(() -> read(Author.class, "{}")).isInstanceOf(CallFailed.class);
    }

    @Test
    void tellsThatTheModelDeclined() {
        Message refusal = new Message(Role.ASSISTANT, List.of(new Content.Refusal("No.")), Optional.empty());

        assertThatThrownBy(() -> RecordType.of(Point.class).read(reply(refusal)))
                .hasMessageContaining("declined: No.");
    }

    private static <T> T read(Class<T> type, String answer) {
        return RecordType.of(type).read(reply(Message.assistant(answer)));
    }

    private static ChatReply reply(Message message) {
        return new ChatReply(
                "id",
                "model",
                List.of(new ChatReply.Choice(message, FinishReason.STOP)),
                Optional.empty(),
                Optional.empty());
    }

    private static JsonNode property(Class<?> type, String name) {
        return RecordType.of(type).format().schema().path("properties").path(name);
    }

    private static List<String> names(JsonNode texts) {
        return texts.isTextual()
                ? List.of(texts.asText())
                : texts.valueStream().map(JsonNode::asText).toList();
    }
}
