package io.patchbay.clients;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** LangChain4j's OpenAI module. */
final class LangChain4jOpenAi extends LangChain4j {

    @Override
    ChatModel model(Setup setup) {
        return OpenAiChatModel.builder()
                .baseUrl(setup.v1())
                .apiKey(setup.key())
                .modelName(setup.model())
                .customHeaders(setup.headers())
                .maxRetries(setup.retries())
                .timeout(setup.timeout())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .strictJsonSchema(true)
                .build();
    }

    @Override
    StreamingChatModel streamingModel(Setup setup) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(setup.v1())
                .apiKey(setup.key())
                .modelName(setup.model())
                .customHeaders(setup.headers())
                .timeout(setup.timeout())
                .build();
    }

    @Override
    public String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "AuthenticationException";
            case UNKNOWN_MODEL -> "ModelNotFoundException";
            case BAD_PARAMETER -> "InvalidRequestException";
            case THROTTLED -> "RateLimitException";
            case PROVIDER_DOWN, SERVER_TIME_OUT -> "InternalServerException";
            case STREAM_CUT -> "RuntimeException";
            case CLIENT_TIME_OUT, STREAM_TIME_OUT -> "TimeoutException";
        };
    }
}
