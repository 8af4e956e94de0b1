package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's messages. */
public final class AnthropicWire implements VendorWire {

    private static final String ID = "msg_01Xf9Kd";

    @Override
    public String model() {
        return "@anthropic/claude-sonnet-4-5";
    }

    @Override
    public String path(boolean streamed) {
        return "/messages";
    }

    @Override
    public String whole(String text) {
        return whole("{\"type\":\"text\",\"text\":" + VendorWire.quoted(text) + "}", "end_turn");
    }

    @Override
    public String wholeToolCall() {
        return whole(
                "{\"type\":\"tool_use\",\"id\":\"toolu_Riga\",\"name\":\"get_weather\",\"input\":{\"city\":\"Riga\"},"
                        + "\"caller\":{\"type\":\"direct\"}}",
                "tool_use");
    }

    private static String whole(String block, String stopReason) {
        return message(
                "[" + block + "]",
                "\"" + stopReason + "\"",
                "{\"input_tokens\":3,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                        + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},"
                        + "\"output_tokens\":2,\"service_tier\":\"standard\",\"inference_geo\":\"global\"}");
    }

    private static String message(String content, String stopReason, String usage) {
        return """
                {"model":"claude-sonnet-4-5-20250929","id":"%s","type":"message","role":"assistant",\
                "content":%s,"stop_reason":%s,"stop_sequence":null,"usage":%s}""".formatted(ID, content, stopReason, usage);
    }

    @Override
    public List<String> opening() {
        return List.of(
                started(),
                opened(0, "{\"type\":\"text\",\"text\":\"\"}"),
                "event: ping\ndata: {\"type\": \"ping\"}\n\n");
    }

    @Override
    public String piece(String text) {
        return delta(0, "{\"type\":\"text_delta\",\"text\":" + VendorWire.quoted(text) + "}");
    }

    @Override
    public List<String> closing(String text) {
        List<String> end = new ArrayList<>(List.of(closed(0)));
        end.addAll(ended("end_turn"));
        return end;
    }

    /** The arguments come in pieces, the first of them empty, as Anthropic sends them. */
    @Override
    public List<String> streamedToolCalls() {
        List<String> events = new ArrayList<>(List.of(started()));
        events.addAll(call(0, "Riga"));
        events.addAll(call(1, "Oslo"));
        events.addAll(ended("tool_use"));
        return events;
    }

    private static List<String> call(int index, String city) {
        return List.of(
                opened(
                        index,
                        "{\"type\":\"tool_use\",\"id\":\"toolu_" + city + "\",\"name\":\"get_weather\",\"input\":{}}"),
                arguments(index, ""),
                arguments(index, "{\"city\":"),
                arguments(index, "\"" + city + "\"}"),
                closed(index));
    }

    private static String arguments(int index, String piece) {
        return delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":" + VendorWire.quoted(piece) + "}");
    }

    private static String started() {
        String message = message(
                "[]",
                "null",
                "{\"input_tokens\":3,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":1,"
                        + "\"service_tier\":\"standard\"}");
        return event("message_start", "\"message\":" + message);
    }

    private static String opened(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta);
    }

    private static String closed(int index) {
        return event("content_block_stop", "\"index\":" + index);
    }

    private static List<String> ended(String stopReason) {
        return List.of(
                event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"" + stopReason + "\",\"stop_sequence\":null},\"usage\":"
                                + "{\"input_tokens\":3,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                                + "\"output_tokens\":2}"),
                "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    @Override
    public String callId(String city) {
        return "toolu_" + city;
    }

    @Override
    public Refusal badParameter() {
        return new Refusal(
                error("invalid_request_error", "stop_sequences.0: each stop sequence must contain non-whitespace"),
                "each stop sequence must contain non-whitespace");
    }

    @Override
    public String rateLimit() {
        return error(
                "rate_limit_error",
                "This request would exceed your organization's rate limit of 50 requests per minute.");
    }

    @Override
    public String serverError() {
        return error("api_error", "Internal server error");
    }

    private static String error(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                + "\"},\"request_id\":\"req_011Ca7jT9\"}";
    }

    @Override
    public String toolResultMark() {
        return "\"tool_result\"";
    }

    /** A caller that goes on with a thread sends its newest messages alone; the vendor has kept the others. */
    @Override
    public ToolTalk toolTalk(List<JsonNode> requests) {
        JsonNode first = requests.getFirst();
        JsonNode last = requests.getLast();
        if (!last.at("/thread/previous_message_id").asText().equals(ID)) {
            return toolTalk(last, last.path("messages"));
        }
        ArrayNode messages = Json.object().arrayNode().addAll((ArrayNode) first.path("messages"));
        messages.add(VendorWire.parsed(wholeToolCall())).addAll((ArrayNode) last.path("messages"));
        return toolTalk(first, messages);
    }

    private static ToolTalk toolTalk(JsonNode request, JsonNode messages) {
        return new ToolTalk(
                messages.size(),
                messages.at("/1/content/0/id").asText(),
                messages.at("/1/content/0/input"),
                messages.at("/2/content/0/tool_use_id").asText(),
                messages.at("/2/content/0/content").toString(),
                request.at("/tools/0/input_schema"));
    }

    @Override
    public JsonNode answerSchema(JsonNode request) {
        return request.at("/output_config/format/schema");
    }

    @Override
    public String toString() {
        return model();
    }
}
