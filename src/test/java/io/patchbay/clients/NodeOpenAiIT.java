package io.patchbay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.RunningPatchbay;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Node. */
class NodeOpenAiIT extends NodeClient {

    NodeOpenAiIT(RunningPatchbay patchbay) {
        super(patchbay, "openai.mjs");
    }

    @Override
    String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "AuthenticationError 401";
            case UNKNOWN_MODEL -> "NotFoundError 404";
            case BAD_PARAMETER -> "BadRequestError 400";
            case THROTTLED -> "RateLimitError 429";
            case PROVIDER_DOWN -> "InternalServerError 503";
            case STREAM_CUT -> "APIError";
            case CLIENT_TIME_OUT -> "APIConnectionTimeoutError";
            case STREAM_TIME_OUT -> "DOMException";
            case SERVER_TIME_OUT -> "InternalServerError 504";
        };
    }

    @Test
    void listsModels() throws Exception {
        assertThat(run("models", setup(), new ArrayList<>())
                        .path("ids")
                        .valueStream()
                        .map(JsonNode::asText))
                .contains("openai/gpt-4o");
    }
}
