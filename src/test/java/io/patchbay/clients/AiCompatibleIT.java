package io.patchbay.clients;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;

/** Vercel's AI SDK with its provider for servers that are like OpenAI. */
class AiCompatibleIT extends ClientContract {

    AiCompatibleIT(RunningPatchbay patchbay) {
        super(patchbay, NodeAi.compatible(), OpenAiWire.openAi());
    }
}
