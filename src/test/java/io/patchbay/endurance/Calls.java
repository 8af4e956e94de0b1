package io.patchbay.endurance;

/** Small chats, every other one streamed. */
final class Calls {

    private Calls() {}

    static Caller.Answer one(Caller caller, String model, int number) {
        return caller.post("/v1/chat/completions", """
                {"model": "%s", "stream": %b, "messages": [{"role": "user", "content": "Is it right?"}]}""".formatted(model, number % 2 == 0));
    }
}
