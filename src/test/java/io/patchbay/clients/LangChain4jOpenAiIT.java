package io.patchbay.clients;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;

/** LangChain4j's OpenAI module. */
class LangChain4jOpenAiIT extends ClientContract {

    LangChain4jOpenAiIT(RunningPatchbay patchbay) {
        super(patchbay, new LangChain4jOpenAi(), OpenAiWire.openAi());
    }
}
