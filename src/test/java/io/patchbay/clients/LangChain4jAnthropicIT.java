package io.patchbay.clients;

import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.RunningPatchbay;

/** LangChain4j's Anthropic module. */
class LangChain4jAnthropicIT extends ClientContract {

    LangChain4jAnthropicIT(RunningPatchbay patchbay) {
        super(patchbay, new LangChain4jAnthropic(), new AnthropicWire());
    }
}
