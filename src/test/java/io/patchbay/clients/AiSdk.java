package io.patchbay.clients;

import io.patchbay.testing.RunningPatchbay;

/** Vercel's AI SDK. */
abstract class AiSdk extends NodeClient {

    AiSdk(RunningPatchbay patchbay, String provider) {
        super(patchbay, "ai.mjs", provider);
    }

    /** The SDK has one class for all answers that are no success, and wraps the last one where it has tried again. */
    @Override
    String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "APICallError 401";
            case UNKNOWN_MODEL -> "APICallError 404";
            case BAD_PARAMETER -> "APICallError 400";
            case THROTTLED -> "APICallError 429";
            case PROVIDER_DOWN -> "RetryError";
            case STREAM_CUT -> "StreamProviderError";
            case CLIENT_TIME_OUT, STREAM_TIME_OUT -> "DOMException";
            case SERVER_TIME_OUT -> "APICallError 504";
        };
    }
}
