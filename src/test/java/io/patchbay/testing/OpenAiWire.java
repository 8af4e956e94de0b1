package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** OpenAI's chat completions. */
public final class OpenAiWire implements VendorWire {

    private static final String USAGE =
            "{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5,\"prompt_tokens_details\":"
                    + "{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,"
                    + "\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";

    private final String model;

    private OpenAiWire(String model) {
        this.model = model;
    }

    /** OpenAI itself. */
    public static OpenAiWire openAi() {
        return new OpenAiWire("@openai/gpt-4o");
    }

    /** A server that has learned OpenAI's chat completions and no more of it. */
    public static OpenAiWire compatible() {
        return new OpenAiWire("@compatible/gpt-4o");
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public String path(boolean streamed) {
        return "/chat/completions";
    }

    @Override
    public String whole(String text) {
        return whole(
                "{\"role\":\"assistant\",\"content\":" + VendorWire.quoted(text)
                        + ",\"refusal\":null,\"annotations\":[]}",
                "stop");
    }

    @Override
    public String wholeToolCall() {
        return whole("""
                {"role":"assistant","content":null,"tool_calls":[{"id":"call_Riga","type":"function",
                "function":{"name":"get_weather","arguments":"{\\"city\\":\\"Riga\\"}"}}],"refusal":null,
                "annotations":[]}""", "tool_calls");
    }

    private static String whole(String message, String finishReason) {
        return """
                {"id":"chatcmpl-CkYQ7w2bN5","object":"chat.completion","created":1763000000,"model":"gpt-4o-2024-08-06",
                "choices":[{"index":0,"message":%s,"logprobs":null,"finish_reason":"%s"}],
                "usage":%s,"service_tier":"default","system_fingerprint":"fp_cbf1785567"}
                """.formatted(message, finishReason, USAGE);
    }

    @Override
    public List<String> opening() {
        return List.of(chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
    }

    @Override
    public String piece(String text) {
        return chunk("{\"content\":" + VendorWire.quoted(text) + "}", "null");
    }

    @Override
    public List<String> closing(String text) {
        return ending("stop");
    }

    private static List<String> ending(String finishReason) {
        return List.of(chunk("{}", "\"" + finishReason + "\""), chunkOf("[]", USAGE), "data: [DONE]\n\n");
    }

    /** The arguments come in pieces. */
    @Override
    public List<String> streamedToolCalls() {
        List<String> end = ending("tool_calls");
        return List.of(
                toolChunk("{\"role\":\"assistant\",\"content\":null,", opened(0, "call_Riga")),
                toolChunk("{", arguments(0, "{\\\"city\\\":")),
                toolChunk("{", arguments(0, "\\\"Riga\\\"}")),
                toolChunk("{", opened(1, "call_Oslo")),
                toolChunk("{", arguments(1, "{\\\"city\\\":\\\"Os")),
                toolChunk("{", arguments(1, "lo\\\"}")),
                end.get(0),
                end.get(1),
                end.get(2));
    }

    private static String opened(int index, String id) {
        return "{\"index\":" + index + ",\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}";
    }

    private static String arguments(int index, String piece) {
        return "{\"index\":" + index + ",\"function\":{\"arguments\":\"" + piece + "\"}}";
    }

    private static String toolChunk(String deltaBegin, String call) {
        return chunk(deltaBegin + "\"tool_calls\":[" + call + "]}", "null");
    }

    private static String chunk(String delta, String finishReason) {
        return chunkOf(
                "[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finishReason + "}]",
                "null");
    }

    private static String chunkOf(String choices, String usage) {
        return "data: {\"id\":\"chatcmpl-CkYQ7w2bN5\",\"object\":\"chat.completion.chunk\",\"created\":1763000000,"
                + "\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_cbf1785567\","
                + "\"choices\":" + choices + ",\"usage\":" + usage + ",\"obfuscation\":\"yJ8vRk\"}\n\n";
    }

    @Override
    public String callId(String city) {
        return "call_" + city;
    }

    @Override
    public Refusal badParameter() {
        return new Refusal("""
                {"error":{"message":"Unsupported parameter: 'stop' is not supported with this model.",
                "type":"invalid_request_error","param":"stop","code":"unsupported_parameter"}}""", "Unsupported parameter");
    }

    @Override
    public String rateLimit() {
        return """
                {"error":{"message":"Rate limit reached for gpt-4o. Please try again in 1s.","type":"tokens",
                "param":null,"code":"rate_limit_exceeded"}}""";
    }

    @Override
    public String serverError() {
        return """
                {"error":{"message":"The server had an error while processing your request. Sorry about that!",
                "type":"server_error","param":null,"code":null}}""";
    }

    @Override
    public String toolResultMark() {
        return "\"tool_call_id\"";
    }

    @Override
    public ToolTalk toolTalk(List<JsonNode> requests) {
        JsonNode request = requests.getLast();
        JsonNode messages = request.path("messages");
        return new ToolTalk(
                messages.size(),
                messages.at("/1/tool_calls/0/id").asText(),
                VendorWire.parsed(
                        messages.at("/1/tool_calls/0/function/arguments").asText()),
                messages.at("/2/tool_call_id").asText(),
                messages.at("/2/content").toString(),
                request.at("/tools/0/function/parameters"));
    }

    @Override
    public JsonNode answerSchema(JsonNode request) {
        return request.at("/response_format/json_schema/schema");
    }

    @Override
    public String toString() {
        return model;
    }
}
