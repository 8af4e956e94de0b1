package io.patchbay.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.EmbeddingRequest.Input;
import io.patchbay.chat.Extra;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Billing;
import io.patchbay.dialect.Fields;
import io.patchbay.dialect.InvalidRequest;
import io.patchbay.dialect.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Requests for vectors, and their answers. */
public final class OpenAiEmbeddings {

    private static final Set<String> MODELLED = Set.of("model", "input", "dimensions", "user", "encoding_format");

    /** Fields of single vendors that tell what the vectors are for and how they are written. */
    private static final Set<String> HARMLESS =
            Set.of("input_type", "metadata", "output_dimension", "output_dtype", "task_type", "truncate");

    private OpenAiEmbeddings() {}

    /**
     * A request and the form in which it wants its vectors.
     *
     * @param base64 whether each vector shall come as base64 of little-endian floats
     */
    public record Incoming(Optional<String> model, EmbeddingRequest request, boolean base64) {}

    /** @throws InvalidRequest naming the field that is wrong */
    public static Incoming read(JsonNode body) {
        Fields fields = Fields.of(body, "");
        Optional<Long> dimensions = fields.integer("dimensions", 1);
        EmbeddingRequest request = new EmbeddingRequest(
                inputs(fields),
                dimensions.isPresent()
                        ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, dimensions.get()))
                        : OptionalInt.empty(),
                fields.text("user"),
                extra(body),
                Optional.of(new ChatRequest.Original(OpenAi.DIALECT, (ObjectNode) body)));
        return new Incoming(fields.text("model"), request, isBase64(fields));
    }

    private static boolean isBase64(Fields fields) {
        return switch (fields.text("encoding_format").orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default ->
                throw InvalidRequest.at(
                        "encoding_format",
                        "invalid_value",
                        "Invalid value for 'encoding_format': expected 'float' or 'base64'.");
        };
    }

    private static List<Input> inputs(Fields fields) {
        JsonNode input = fields.any("input").orElseThrow(() -> fields.missing("input"));
        if (input.isTextual()) {
            return List.of(new Input.Text(input.textValue()));
        }
        if (!input.isArray()) {
            throw Fields.wrongType("input", "a string or an array of strings or of tokens", input);
        }
        if (input.isEmpty()) {
            throw InvalidRequest.at(
                    "input", "empty_array", "Invalid 'input': empty array. Expected an array with at least one text.");
        }
        if (input.get(0).isNumber()) {
            return List.of(tokens(input, "input"));
        }
        List<Input> inputs = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            JsonNode one = input.get(i);
            inputs.add(one.isArray() ? tokens(one, "input[" + i + "]") : text(one, "input[" + i + "]"));
        }
        return inputs;
    }

    private static Input text(JsonNode text, String path) {
        if (!text.isTextual()) {
            throw Fields.wrongType(path, "a string", text);
        }
        return new Input.Text(text.textValue());
    }

    private static Input tokens(JsonNode array, String path) {
        List<Integer> tokens = new ArrayList<>(array.size());
        for (JsonNode token : array) {
            if (!token.canConvertToInt() || !token.isIntegralNumber()) {
                throw Fields.wrongType(path + "[" + tokens.size() + "]", "an integer", token);
            }
            tokens.add(token.intValue());
        }
        return new Input.Tokens(tokens);
    }

    private static Extra extra(JsonNode body) {
        Map<String, JsonNode> extra = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!MODELLED.contains(field.getKey())) {
                extra.put(field.getKey(), field.getValue());
            }
        }
        return new Extra(Optional.of(OpenAi.DIALECT), extra, Set.of(), Billing.beyondTokens(extra, HARMLESS));
    }

    /** The request without {@code model}; one that came whole in this dialect is what came. */
    public static ObjectNode write(EmbeddingRequest request) {
        Optional<ChatRequest.Original> original =
                request.original().filter(it -> it.dialect().equals(OpenAi.DIALECT));
        if (original.isPresent()) {
            return Json.shallowCopy(original.get().body());
        }
        ObjectNode body = Json.object();
        ArrayNode inputs = body.putArray("input");
        for (Input input : request.inputs()) {
            switch (input) {
                case Input.Text(String text) -> inputs.add(text);
                case Input.Tokens(List<Integer> tokens) -> tokens.forEach(inputs.addArray()::add);
            }
        }
        request.dimensions().ifPresent(length -> body.put("dimensions", length));
        request.user().ifPresent(user -> body.put("user", user));
        request.extra().in(OpenAi.DIALECT).forEach(body::set);
        return body;
    }

    /** The answer's body: what the vendor sent where it spoke this dialect, else our words in it. */
    public static byte[] write(EmbeddingReply reply, boolean base64) {
        return reply.verbatim()
                .filter(said -> said.dialect().equals(OpenAi.DIALECT))
                .map(said -> said.body())
                .orElseGet(() -> Json.write(fromWords(reply, base64)));
    }

    private static ObjectNode fromWords(EmbeddingReply reply, boolean base64) {
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        for (EmbeddingReply.Embedding embedding : reply.embeddings()) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (base64) {
                one.put("embedding", base64(embedding.vector()));
            } else {
                ArrayNode vector = one.putArray("embedding");
                for (float value : embedding.vector()) {
                    vector.add(value);
                }
            }
        }
        json.put("model", reply.model());
        Usage usage = reply.usage().orElse(Usage.NONE);
        json.putObject("usage").put("prompt_tokens", usage.totalInput()).put("total_tokens", usage.totalInput());
        return json;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
