package io.patchbay.clients;

import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.RunningPatchbay;

/** Vercel's AI SDK with its Anthropic provider. */
class AiAnthropicIT extends ClientContract {

    AiAnthropicIT(RunningPatchbay patchbay) {
        super(patchbay, NodeAi.anthropic(), new AnthropicWire());
    }
}
