package io.patchbay.clients;

import java.util.List;

/** What OpenAI sends, as it looks on the wire, fields that clients may ignore included. */
final class OpenAiWire {

    private OpenAiWire() {}

    static String whole(String text) {
        return whole(
                "{\"role\":\"assistant\",\"content\":\"" + text + "\",\"refusal\":null,\"annotations\":[]}", "stop");
    }

    /** An answer that asks for the tool {@code get_weather}. */
    static String wholeToolCall() {
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

    /** A stream of these pieces, with its usage before the end. */
    static List<String> streamed(String first, String second) {
        return List.of(
                chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"),
                piece(first),
                piece(second),
                chunk("{}", "\"stop\""),
                chunkOf("[]", USAGE));
    }

    static String piece(String text) {
        return chunk("{\"content\":\"" + text + "\"}", "null");
    }

    /** A stream that asks for the tool {@code get_weather} twice, its arguments in pieces. */
    static List<String> streamedToolCalls() {
        return List.of(
                toolChunk("{\"role\":\"assistant\",\"content\":null,", opened(0, "call_Riga")),
                toolChunk("{", arguments(0, "{\\\"city\\\":")),
                toolChunk("{", arguments(0, "\\\"Riga\\\"}")),
                toolChunk("{", opened(1, "call_Oslo")),
                toolChunk("{", arguments(1, "{\\\"city\\\":\\\"Os")),
                toolChunk("{", arguments(1, "lo\\\"}")),
                chunk("{}", "\"tool_calls\""),
                chunkOf("[]", USAGE));
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
        return "{\"id\":\"chatcmpl-CkYQ7w2bN5\",\"object\":\"chat.completion.chunk\",\"created\":1763000000,"
                + "\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_cbf1785567\","
                + "\"choices\":" + choices + ",\"usage\":" + usage + ",\"obfuscation\":\"yJ8vRk\"}";
    }

    static String unsupportedParameter() {
        return """
                {"error":{"message":"Unsupported parameter: 'stop' is not supported with this model.",
                "type":"invalid_request_error","param":"stop","code":"unsupported_parameter"}}""";
    }

    static String rateLimit() {
        return """
                {"error":{"message":"Rate limit reached for gpt-4o. Please try again in 1s.","type":"tokens",
                "param":null,"code":"rate_limit_exceeded"}}""";
    }

    static String serverError() {
        return """
                {"error":{"message":"The server had an error while processing your request. Sorry about that!",
                "type":"server_error","param":null,"code":null}}""";
    }

    private static final String USAGE =
            "{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5,\"prompt_tokens_details\":"
                    + "{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,"
                    + "\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
}
