package io.patchbay.ledger;

import static io.patchbay.ledger.ColumnText.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Explanation;
import io.patchbay.call.Resolution;
import io.patchbay.call.Skip;
import io.patchbay.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An explanation as the column {@code explained} has it: as JSON, or not at all where the other columns tell it. */
final class ExplanationText {

    private static final int LONGEST = 8_000;
    private static final int NAME = 128;
    private static final int MODEL = 256;

    private ExplanationText() {}

    /**
     * @param requested the model id as the caller wrote it
     * @param served the model that answered
     */
    static Optional<String> of(Explanation explanation, Optional<String> requested, Optional<String> served) {
        if (explanation.skipped().isEmpty()
                && explanation.resolved().equals(usual(explanation.resolution(), requested, served))) {
            return Optional.empty();
        }
        Explanation told = explanation;
        String text = text(told);
        while (text.length() > LONGEST) {
            told = told.shortenedTo(told.skipped().size() / 2);
            text = text(told);
        }
        return Optional.of(text);
    }

    /** To what an id leads, if nothing else is told. */
    private static Optional<String> usual(
            Optional<Resolution> resolution, Optional<String> requested, Optional<String> served) {
        return resolution.flatMap(how -> switch (how) {
            case DEFAULT -> served;
            case PINNED -> requested.map(id -> id.substring(id.indexOf('/') + 1));
            case ALIAS, PREFIX, CATALOGUE -> requested;
        });
    }

    private static String text(Explanation explanation) {
        ObjectNode json = Json.object()
                .put("resolved", fit(explanation.resolved().orElse(null), MODEL))
                .put("more", explanation.more());
        explanation.skipped().forEach(skip -> json.withArray("skipped").add(skip(skip)));
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    private static ObjectNode skip(Skip skip) {
        ObjectNode json = Json.object()
                .put("provider", fit(skip.provider(), NAME))
                .put("model", fit(skip.model(), MODEL))
                .put("why", skip.why());
        skip.because().ifPresent(code -> json.put("because", code));
        skip.until().ifPresent(until -> json.put("until", until.toString()));
        return json;
    }

    /** What was made a text of. */
    static Explanation explanation(
            Optional<Resolution> resolution,
            Optional<String> text,
            Optional<String> requested,
            Optional<String> served) {
        if (text.isEmpty()) {
            return new Explanation(resolution, usual(resolution, requested, served), List.of(), 0);
        }
        try {
            JsonNode json = Json.read(text.get());
            List<Skip> skipped = new ArrayList<>();
            json.path("skipped").forEach(skip -> skipped.add(skip(skip)));
            return new Explanation(
                    resolution,
                    find(json, "resolved"),
                    skipped,
                    json.path("more").asInt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the column has something else than was written", e);
        }
    }

    private static Skip skip(JsonNode json) {
        return new Skip(
                json.path("provider").asText(),
                json.path("model").asText(),
                json.path("why").asText(),
                find(json, "because"),
                find(json, "until").map(Instant::parse));
    }

    private static Optional<String> find(JsonNode json, String name) {
        return json.hasNonNull(name) ? Optional.of(json.get(name).asText()) : Optional.empty();
    }
}
