package io.patchbay.clients;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenCountEstimator;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/** LangChain4j's Anthropic module. */
final class LangChain4jAnthropic extends LangChain4j {

    @Override
    ChatModel model(Setup setup) {
        return AnthropicChatModel.builder()
                .baseUrl(setup.v1())
                .apiKey(setup.key())
                .modelName(setup.model())
                .maxTokens(1_000)
                .customHeaders(setup.headers())
                .maxRetries(setup.retries())
                .timeout(setup.timeout())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .build();
    }

    @Override
    StreamingChatModel streamingModel(Setup setup) {
        return AnthropicStreamingChatModel.builder()
                .baseUrl(setup.v1())
                .apiKey(setup.key())
                .modelName(setup.model())
                .maxTokens(1_000)
                .customHeaders(setup.headers())
                .timeout(setup.timeout())
                .build();
    }

    long countTokens(Setup setup) {
        return AnthropicTokenCountEstimator.builder()
                .baseUrl(setup.v1())
                .apiKey(setup.key())
                .modelName(setup.model())
                .build()
                .estimateTokenCountInText("Hi");
    }

    @Override
    public String thrownFor(Trouble trouble) {
        return switch (trouble) {
            case WRONG_KEY -> "AuthenticationException";
            case UNKNOWN_MODEL -> "ModelNotFoundException";
            case BAD_PARAMETER -> "InvalidRequestException";
            case THROTTLED -> "RateLimitException";
            case PROVIDER_DOWN, SERVER_TIME_OUT -> "InternalServerException";
            case STREAM_CUT -> "AnthropicStreamingException";
            case CLIENT_TIME_OUT, STREAM_TIME_OUT -> "TimeoutException";
        };
    }
}
