package io.patchbay.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's own client for Node. */
final class NodeOpenAi extends NodeLibrary {

    private final String streamTimeOut;

    private NodeOpenAi(String script, String streamTimeOut) {
        super(script);
        this.streamTimeOut = streamTimeOut;
    }

    static NodeOpenAi chat() {
        return new NodeOpenAi("openai.mjs", "DOMException");
    }

    static NodeOpenAi responses() {
        return new NodeOpenAi("responses.mjs", "APIUserAbortError");
    }

    List<String> models(Setup setup) throws Thrown {
        return run("models", setup, new ArrayList<>())
                .path("ids")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /**
     * Asks for the vector of "Hi".
     *
     * @param scenario {@code vector}, which lets the client choose the form, or {@code floatVector}
     */
    List<Double> vector(String scenario, Setup setup) throws Thrown {
        return run(scenario, setup, new ArrayList<>())
                .path("vector")
                .valueStream()
                .map(JsonNode::asDouble)
                .toList();
    }

    @Override
    public String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "AuthenticationError 401";
            case UNKNOWN_MODEL -> "NotFoundError 404";
            case BAD_PARAMETER -> "BadRequestError 400";
            case THROTTLED -> "RateLimitError 429";
            case PROVIDER_DOWN -> "InternalServerError 503";
            case STREAM_CUT -> "APIError";
            case CLIENT_TIME_OUT -> "APIConnectionTimeoutError";
            case STREAM_TIME_OUT -> streamTimeOut;
            case SERVER_TIME_OUT -> "InternalServerError 504";
        };
    }
}
