package io.patchbay.clients;

import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;

/** OpenAI's own client for Node, and its responses, of a vendor who has none. */
class NodeResponsesIT extends ClientContract {

    NodeResponsesIT(RunningPatchbay patchbay) {
        super(patchbay, NodeOpenAi.responses(), OpenAiWire.compatible());
    }
}
