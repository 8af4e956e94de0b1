package io.patchbay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Node, in chats. */
class NodeOpenAiIT extends ClientContract {

    NodeOpenAiIT(RunningPatchbay patchbay) {
        super(patchbay, NodeOpenAi.chat(), OpenAiWire.openAi());
    }

    @Test
    void listsModels() throws Exception {
        assertThat(NodeOpenAi.chat().models(setup())).contains("openai/gpt-4o");
    }
}
