package io.patchbay.clients;

import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.RunningPatchbay;

/** Anthropic's own client for Node. */
class NodeAnthropicIT extends ClientContract {

    NodeAnthropicIT(RunningPatchbay patchbay) {
        super(patchbay, new NodeAnthropic(), new AnthropicWire());
    }
}
