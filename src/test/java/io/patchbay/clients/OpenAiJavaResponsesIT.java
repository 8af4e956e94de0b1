package io.patchbay.clients;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;

/** OpenAI's own client for Java, and its responses, of a vendor who has none. */
class OpenAiJavaResponsesIT extends ClientContract {

    OpenAiJavaResponsesIT(RunningPatchbay patchbay) {
        super(patchbay, new OpenAiJavaResponses(), OpenAiWire.compatible());
    }
}
