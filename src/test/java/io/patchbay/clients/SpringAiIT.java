package io.patchbay.clients;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;
import org.junit.jupiter.api.Tag;

/** Spring AI's OpenAI module. */
@Tag("spring-ai")
class SpringAiIT extends ClientContract {

    SpringAiIT(RunningPatchbay patchbay) {
        super(patchbay, new SpringAi(), OpenAiWire.openAi());
    }
}
