package io.patchbay.clients;

import io.patchbay.testing.RunningPatchbay;

/** Vercel's AI SDK with its provider for servers that are like OpenAI. */
class NodeAiCompatibleIT extends AiSdk {

    NodeAiCompatibleIT(RunningPatchbay patchbay) {
        super(patchbay, "compatible");
    }
}
