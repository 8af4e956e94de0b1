package io.patchbay.clients;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;

/** Vercel's AI SDK with its OpenAI provider, in chats. */
class AiOpenAiIT extends ClientContract {

    AiOpenAiIT(RunningPatchbay patchbay) {
        super(patchbay, NodeAi.openAiChat(), OpenAiWire.openAi());
    }
}
