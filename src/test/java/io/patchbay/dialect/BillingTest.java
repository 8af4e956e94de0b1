package io.patchbay.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.dialect.completions.CompletionsRequests;
import io.patchbay.dialect.google.GoogleRequests;
import io.patchbay.dialect.openai.OpenAiEmbeddings;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.dialect.responses.ResponsesRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each dialect knows to cost nothing beyond its tokens, and what it does not. */
class BillingTest {

    private static Set<String> chat(String fields) {
        ObjectNode body = json("{'messages': [{'role': 'user', 'content': 'a'}]}");
        return OpenAiRequests.read(body.setAll(json(fields))).request().extra().unpriced();
    }

    private static Set<String> messages(String fields) {
        ObjectNode body = json("{'max_tokens': 5, 'messages': [{'role': 'user', 'content': 'a'}]}");
        return AnthropicRequests.read(body.setAll(json(fields)))
                .request()
                .extra()
                .unpriced();
    }

    private static Set<String> response(String fields) {
        ObjectNode body = json("{'input': 'a'}");
        return ResponsesRequests.read(body.setAll(json(fields)))
                .request()
                .extra()
                .unpriced();
    }

    private static Set<String> completion(String fields) {
        ObjectNode body = json("{'prompt': 'a'}");
        return CompletionsRequests.read(body.setAll(json(fields)))
                .request()
                .extra()
                .unpriced();
    }

    private static Set<String> google(String fields) {
        ObjectNode body = json("{'contents': [{'role': 'user', 'parts': [{'text': 'a'}]}]}");
        return GoogleRequests.read(body.setAll(json(fields))).extra().unpriced();
    }

    private static Set<String> vectors(String fields) {
        ObjectNode body = json("{'input': 'a'}");
        return OpenAiEmbeddings.read(body.setAll(json(fields)))
                .request()
                .extra()
                .unpriced();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'temperature': 1, 'n': 2, 'user': 'u', 'modalities': ['text', 'audio'], 'audio': {'voice': 'v'}}",
                "{'service_tier': 'default'}",
                "{'service_tier': 'flex'}",
                "{'service_tier': null, 'prediction': null, 'web_search_options': null}",
                "{'logit_bias': {'1': 2}, 'store': true, 'metadata': {}, 'prompt_cache_key': 'k', 'verbosity': 'low'}",
                "{'reasoning_effort': 'its own', 'thinking': {'type': 'enabled'}, 'enable_thinking': false}",
                "{'transforms': ['middle-out'], 'usage': {'include': true}, 'reasoning': {'max_tokens': 5}}"
            })
    void ofAChatCostsNothing(String fields) {
        assertThat(chat(fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prediction",
                "web_search_options",
                "search_settings",
                "search_parameters",
                "plugins",
                "models",
                "route",
                "provider",
                "preset",
                "best_of",
                "functions",
                "speed",
                "nobody_knows"
            })
    void ofAChatMayCost(String field) {
        assertThat(chat("{'%s': {'a': 1}}".formatted(field))).containsExactly(field);
    }

    @Test
    void aTierThatIsDearerOrUnknownMayCost() {
        assertThat(chat("{'service_tier': 'priority'}")).containsExactly("service_tier");
        assertThat(response("{'service_tier': 'fast'}")).containsExactly("service_tier");
        assertThat(messages("{'service_tier': 'priority'}")).containsExactly("service_tier");
        assertThat(messages("{'service_tier': 'standard_only'}")).isEmpty();
    }

    @Test
    void aFormWithoutAWordMayCost() {
        assertThat(chat("{'modalities': ['text', 'video']}")).containsExactly("modalities");
    }

    @Test
    void soundThatIsOnlyNamedMayBeOfAnyLength() {
        assertThat(chat("{'messages': [{'role': 'user', 'content': 'a'}, "
                        + "{'role': 'assistant', 'content': null, 'audio': {'id': 'audio_1'}}]}"))
                .containsExactly("messages[1].audio");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'metadata': {'user_id': 'u'}, 'thinking': {'type': 'enabled', 'budget_tokens': 1024}, 'top_k': 3}",
                "{'output_config': {'effort': 'high'}}",
                "{'context_management': {'edits': [{'type': 'clear_tool_uses_20250919'}]}}",
                "{'cache_control': {'type': 'ephemeral'}}",
                "{'cache_control': {'type': 'ephemeral', 'ttl': '5m'}}"
            })
    void ofMessagesCostsNothing(String fields) {
        assertThat(messages(fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "mcp_servers", "speed", "inference_geo", "thread", "nobody_knows"})
    void ofMessagesMayCost(String field) {
        assertThat(messages("{'%s': {'type': 'continue'}}".formatted(field))).containsExactly(field);
    }

    @Test
    void toShortenAConversationIsAnotherCallOfAModel() {
        String edits =
                "{'context_management': {'edits': [{'type': 'clear_thinking_20251015'}, {'type': 'compact_20260112'}]}}";

        assertThat(messages(edits)).containsExactly("context_management");
        assertThat(messages("{'output_config': {'task_budget': {'total': 5}}}")).containsExactly("output_config");
        assertThat(messages("{'cache_control': {'type': 'ephemeral', 'ttl': '1h'}}"))
                .containsExactly("cache_control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'store': false, 'include': ['reasoning.encrypted_content'], 'service_tier': 'auto'}",
                "{'reasoning': {'effort': 'low', 'summary': 'auto'}, 'text': {'verbosity': 'low'}}",
                "{'truncation': 'auto', 'max_tool_calls': 3, 'prompt_cache_key': 'k', 'background': false}"
            })
    void ofAResponseCostsNothing(String fields) {
        assertThat(response(fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "previous_response_id",
                "conversation",
                "prompt",
                "moderation",
                "context_management",
                "prompt_cache_options",
                "plugins",
                "nobody_knows"
            })
    void ofAResponseMayCost(String field) {
        assertThat(response("{'%s': 'a'}".formatted(field))).containsExactly(field);
    }

    @Test
    void aResponseThatGoesOnAloneMayCost() {
        assertThat(response("{'background': true}")).containsExactly("background");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'max_tokens': 5, 'suffix': 'end', 'logit_bias': {}}",
                "{'best_of': 1, 'echo': false}",
                "{'prompt': ['one']}",
                "{'prompt': [1, 2, 3]}",
                "{'prompt': [[1, 2, 3]]}"
            })
    void ofACompletionCostsNothing(String fields) {
        assertThat(completion(fields)).isEmpty();
    }

    @Test
    void ofACompletionMayCost() {
        assertThat(completion("{'best_of': 3}")).containsExactly("best_of");
        assertThat(completion("{'echo': true}")).containsExactly("echo");
        assertThat(completion("{'prompt': ['one', 'two']}")).containsExactly("prompt");
        assertThat(completion("{'prompt': [[1], [2]]}")).containsExactly("prompt");
    }

    @Test
    void ofGoogle() {
        assertThat(google(
                        "{'safetySettings': [], 'generationConfig': {'maxOutputTokens': 5, 'mediaResolution': 'LOW'}}"))
                .isEmpty();
        assertThat(google("{'cachedContent': 'cachedContents/1'}")).containsExactly("cachedContent");
        assertThat(google("{'generationConfig': {'imageConfig': {}}}")).containsExactly("generationConfig.imageConfig");
        assertThat(google("{'generationConfig': {'responseModalities': ['VIDEO']}}"))
                .containsExactly("generationConfig.responseModalities");
    }

    @Test
    void ofVectors() {
        assertThat(vectors("{'dimensions': 5, 'input_type': 'query'}")).isEmpty();
        assertThat(vectors("{'model_options': {}}")).containsExactly("model_options");
    }

    private static ObjectNode json(String singleQuoted) {
        try {
            JsonNode json = Json.read(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            return (ObjectNode) json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
