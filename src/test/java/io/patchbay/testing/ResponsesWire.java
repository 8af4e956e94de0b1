package io.patchbay.testing;

import java.util.List;

/** OpenAI's responses in their own form: their last events repeat all that was said before. */
public final class ResponsesWire implements AnswerWire {

    private static final String AT = "\"item_id\":\"msg_0787b6200b29f4ba\",\"output_index\":0,\"content_index\":0";

    private static final String USAGE = "{\"input_tokens\":3,\"input_tokens_details\":{\"cached_tokens\":0},"
            + "\"output_tokens\":2,\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":5}";

    private static final String SERVER_ERROR =
            "\"code\":\"server_error\",\"message\":\"The server had an error processing your request. Sorry about that!\"";

    @Override
    public String whole(String text) {
        return response("completed", "null", "[" + message("completed", part(text)) + "]", USAGE);
    }

    private static String response(String status, String error, String output, String usage) {
        return ("{\"id\":\"resp_0787b6200b29f4ba\",\"object\":\"response\",\"created_at\":1763000000,\"status\":\"%s\","
                        + "\"background\":false,\"error\":%s,\"incomplete_details\":null,\"instructions\":null,"
                        + "\"max_output_tokens\":100,\"model\":\"gpt-4.1-2025-04-14\",\"output\":%s,"
                        + "\"parallel_tool_calls\":true,\"previous_response_id\":null,"
                        + "\"reasoning\":{\"effort\":null,\"summary\":null},\"service_tier\":\"default\",\"store\":true,"
                        + "\"temperature\":1.0,\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"},"
                        + "\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":1.0,\"truncation\":\"disabled\","
                        + "\"usage\":%s,\"user\":null,\"metadata\":{}}")
                .formatted(status, error, output, usage);
    }

    private static String message(String status, String content) {
        return ("{\"id\":\"msg_0787b6200b29f4ba\",\"type\":\"message\",\"status\":\"%s\",\"content\":[%s],"
                        + "\"role\":\"assistant\"}")
                .formatted(status, content);
    }

    private static String part(String text) {
        return "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":%s}"
                .formatted(VendorWire.quoted(text));
    }

    @Override
    public List<String> opening() {
        String begun = "\"response\":" + response("in_progress", "null", "[]", "null");
        return List.of(
                event("response.created", begun),
                event("response.in_progress", begun),
                event("response.output_item.added", "\"output_index\":0,\"item\":" + message("in_progress", "")),
                event("response.content_part.added", AT + ",\"part\":" + part("")));
    }

    private static String event(String type, String fields) {
        return "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":7,%s}\n\n".formatted(type, type, fields);
    }

    @Override
    public String piece(String text) {
        String delta = ",\"delta\":" + VendorWire.quoted(text);
        return event("response.output_text.delta", AT + delta + ",\"logprobs\":[],\"obfuscation\":\"nIZWKO\"");
    }

    @Override
    public List<String> closing(String text) {
        return List.of(
                event("response.output_text.done", AT + ",\"text\":" + VendorWire.quoted(text) + ",\"logprobs\":[]"),
                event("response.content_part.done", AT + ",\"part\":" + part(text)),
                event("response.output_item.done", "\"output_index\":0,\"item\":" + message("completed", part(text))),
                event("response.completed", "\"response\":" + whole(text)));
    }

    /** As they come, and again at the end of the text, of its part, of the message and of the answer. */
    @Override
    public int tellings() {
        return 5;
    }

    @Override
    public boolean marksItsEnd() {
        return false;
    }

    @Override
    public String serverError() {
        return "{\"error\":{\"type\":\"server_error\",\"param\":null,%s}}".formatted(SERVER_ERROR);
    }

    @Override
    public String errorInside() {
        return response("failed", "{" + SERVER_ERROR + "}", "[]", "null");
    }

    @Override
    public String errorFirst() {
        return event("error", "\"param\":null," + SERVER_ERROR);
    }

    @Override
    public String errorLater() {
        return event("response.failed", "\"response\":" + errorInside());
    }
}
