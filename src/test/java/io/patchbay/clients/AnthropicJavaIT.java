package io.patchbay.clients;

import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.RunningPatchbay;

/** Anthropic's own client for Java. */
class AnthropicJavaIT extends ClientContract {

    AnthropicJavaIT(RunningPatchbay patchbay) {
        super(patchbay, new AnthropicJava(), new AnthropicWire());
    }
}
