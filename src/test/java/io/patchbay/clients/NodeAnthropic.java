package io.patchbay.clients;

import java.util.ArrayList;

/** Anthropic's own client for Node. */
final class NodeAnthropic extends NodeLibrary {

    NodeAnthropic() {
        super("anthropic.mjs");
    }

    long countTokens(Setup setup) throws Thrown {
        return run("countTokens", setup, new ArrayList<>()).path("tokens").asLong();
    }

    @Override
    public String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "AuthenticationError 401";
            case UNKNOWN_MODEL -> "NotFoundError 404";
            case BAD_PARAMETER -> "BadRequestError 400";
            case THROTTLED -> "RateLimitError 429";
            case PROVIDER_DOWN -> "ServiceUnavailableError 503";
            case STREAM_CUT -> "APIError";
            case CLIENT_TIME_OUT -> "APIConnectionTimeoutError";
            case STREAM_TIME_OUT -> "APIUserAbortError";
            case SERVER_TIME_OUT -> "GatewayTimeoutError 504";
        };
    }
}
