package io.patchbay.clients;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;

/** OpenAI's own client for Java, in chats. */
class OpenAiJavaIT extends ClientContract {

    OpenAiJavaIT(RunningPatchbay patchbay) {
        super(patchbay, new OpenAiJava(), OpenAiWire.openAi());
    }
}
