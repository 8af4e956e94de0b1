package io.patchbay.clients;

/** Vercel's AI SDK. */
final class NodeAi extends NodeLibrary {

    private final String streamCut;

    private NodeAi(String provider, String streamCut) {
        super("ai.mjs", provider);
        this.streamCut = streamCut;
    }

    /** With its provider for servers that are like OpenAI. */
    static NodeAi compatible() {
        return new NodeAi("compatible", "StreamProviderError");
    }

    /** With OpenAI's provider, and chats, which makes a status up for an error within a stream. */
    static NodeAi openAiChat() {
        return new NodeAi("chat", "StreamProviderError 500");
    }

    /** With OpenAI's provider as it is by default. */
    static NodeAi openAiResponses() {
        return new NodeAi("responses", "StreamProviderError 500");
    }

    /** With Anthropic's provider. */
    static NodeAi anthropic() {
        return new NodeAi("anthropic", "StreamProviderError 500");
    }

    /** The SDK has one class for all answers that are no success, and wraps the last one where it has tried again. */
    @Override
    public String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "APICallError 401";
            case UNKNOWN_MODEL -> "APICallError 404";
            case BAD_PARAMETER -> "APICallError 400";
            case THROTTLED -> "APICallError 429";
            case PROVIDER_DOWN -> "RetryError";
            case STREAM_CUT -> streamCut;
            case CLIENT_TIME_OUT, STREAM_TIME_OUT -> "DOMException";
            case SERVER_TIME_OUT -> "APICallError 504";
        };
    }
}
