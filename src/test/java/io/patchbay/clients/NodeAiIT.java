package io.patchbay.clients;

import io.patchbay.testing.RunningPatchbay;

/** Vercel's AI SDK with its OpenAI provider. */
class NodeAiIT extends AiSdk {

    NodeAiIT(RunningPatchbay patchbay) {
        super(patchbay, "openai");
    }

    /** This provider makes a status up for an error within a stream. */
    @Override
    String thrownFor(Trouble trouble) {
        String thrown = super.thrownFor(trouble);
        return trouble == Trouble.STREAM_CUT ? thrown + " 500" : thrown;
    }
}
