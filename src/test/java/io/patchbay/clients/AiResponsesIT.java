package io.patchbay.clients;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;

/** Vercel's AI SDK with its OpenAI provider as it is by default, which asks for responses. */
class AiResponsesIT extends ClientContract {

    AiResponsesIT(RunningPatchbay patchbay) {
        super(patchbay, NodeAi.openAiResponses(), OpenAiWire.compatible());
    }
}
