package io.patchbay.testing;

import java.util.List;

/** OpenAI's legacy completions: chunks have the form of whole answers. */
public final class CompletionsWire implements AnswerWire {

    private static final String USAGE = "{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";

    @Override
    public String whole(String text) {
        return completion(choices(text, "\"stop\""), USAGE);
    }

    private static String choices(String text, String finishReason) {
        return "[{\"text\":%s,\"index\":0,\"logprobs\":null,\"finish_reason\":%s}]"
                .formatted(VendorWire.quoted(text), finishReason);
    }

    private static String completion(String choices, String usage) {
        return ("{\"id\":\"cmpl-C47M0QMQKhvcmN07\",\"object\":\"text_completion\",\"created\":1763000000,"
                        + "\"choices\":%s,\"model\":\"gpt-3.5-turbo-instruct:20230824-v2\",\"usage\":%s}")
                .formatted(choices, usage);
    }

    @Override
    public List<String> opening() {
        return List.of();
    }

    @Override
    public String piece(String text) {
        return event(completion(choices(text, "null"), "null"));
    }

    @Override
    public List<String> closing(String text) {
        return List.of(
                event(completion(choices("", "\"stop\""), "null")), event(completion("[]", USAGE)), "data: [DONE]\n\n");
    }

    private static String event(String json) {
        return "data: " + json + "\n\n";
    }

    @Override
    public boolean tellsWholeApart() {
        return false;
    }

    @Override
    public String serverError() {
        return OpenAiWire.openAi().serverError();
    }
}
