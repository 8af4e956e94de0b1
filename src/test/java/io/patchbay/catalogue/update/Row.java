package io.patchbay.catalogue.update;

import static io.patchbay.catalogue.update.Source.GENAI_PRICES;
import static io.patchbay.catalogue.update.Source.LITELLM;
import static io.patchbay.catalogue.update.Source.MODELS_DEV;
import static io.patchbay.catalogue.update.Source.OPENROUTER;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is believed of whom for one provider.
 *
 * @param names the provider's names in each source that knows it
 * @param members the sources that tell which models there are
 * @param prices the sources of prices, the most believed first
 * @param out wire ids that are left out beside {@link #NOT_FOR_CHAT}
 */
record Row(String provider, Map<Source, List<String>> names, List<Source> members, List<Source> prices, Pattern out) {

    /** Windows and capabilities. LiteLLM comes last, for its window is often that of the input alone. */
    static final List<Source> FACTS = List.of(OPENROUTER, MODELS_DEV, GENAI_PRICES, LITELLM);

    /** Pictures, speech, moderation and the like; fine-tuned models; names whose model changes with the day. */
    private static final Pattern NOT_FOR_CHAT =
            Pattern.compile("(?i).*(?<![a-z])(images?|dall-e|imagen|veo|lyria|sora|tts"
                    + "|transcribe|whisper|speech|realtime|live|native-audio|moderation|guard|safeguard|content-safety|rerank"
                    + "|rolm|container|robotics|computer-use)(?![a-z]).*|.*ocr.*|ft:.*|~.*");

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private static final List<String> ROUTED_TO = List.of(
            "huggingface_cerebras",
            "huggingface_fireworks-ai",
            "huggingface_groq",
            "huggingface_hyperbolic",
            "huggingface_nebius",
            "huggingface_novita",
            "huggingface_nscale",
            "huggingface_ovhcloud",
            "huggingface_publicai",
            "huggingface_sambanova",
            "huggingface_together");

    /** Every provider whose file is generated; docs/catalogue.md has the reasons. */
    static final List<Row> ALL = List.of(
            new Row(
                    "openrouter",
                    Map.of(
                            OPENROUTER, List.of("openrouter"),
                            GENAI_PRICES, List.of("openrouter"),
                            MODELS_DEV, List.of("openrouter"),
                            LITELLM, List.of("openrouter")),
                    List.of(OPENROUTER),
                    List.of(OPENROUTER, GENAI_PRICES, MODELS_DEV, LITELLM),
                    NOTHING),
            new Row(
                    "siliconflow",
                    Map.of(MODELS_DEV, List.of("siliconflow-cn")),
                    List.of(MODELS_DEV),
                    List.of(MODELS_DEV),
                    NOTHING),
            new Row(
                    "azure",
                    Map.of(MODELS_DEV, List.of("azure"), LITELLM, List.of("azure")),
                    List.of(MODELS_DEV, LITELLM),
                    List.of(MODELS_DEV, LITELLM),
                    Pattern.compile("(eu|us|global|global-standard)/.*|claude-.*|model-router")),
            vendor("openai", "openai", "openai"),
            new Row(
                    "deepseek",
                    Map.of(
                            MODELS_DEV, List.of("deepseek"),
                            LITELLM, List.of("deepseek"),
                            GENAI_PRICES, List.of("deepseek")),
                    List.of(MODELS_DEV),
                    List.of(MODELS_DEV, LITELLM, GENAI_PRICES),
                    NOTHING),
            vendor("anthropic", "anthropic", "anthropic"),
            vendor("google", "google", "gemini")
                    .without("gemini-(pro|flash|flash-lite)-latest|gemini-exp-.*|gemini-gemma-.*|learnlm-.*"),
            host("groq", List.of("groq"), List.of("groq")),
            host("mistral", List.of("mistral"), List.of("mistral")),
            host("xai", List.of("x-ai"), List.of("xai")).listedBy(List.of(LITELLM, GENAI_PRICES)),
            host("together", List.of("together"), List.of("together_ai"))
                    .believing(List.of(LITELLM, GENAI_PRICES))
                    .without("together-ai-.*|baai/.*"),
            host("huggingface", ROUTED_TO, List.of()).listedBy(List.of(GENAI_PRICES)),
            host("cohere", List.of("cohere"), List.of("cohere", "cohere_chat")),
            host("cerebras", List.of("cerebras"), List.of("cerebras")).listedBy(List.of(LITELLM, GENAI_PRICES)),
            host("perplexity", List.of("perplexity"), List.of("perplexity"))
                    .believing(List.of(LITELLM, GENAI_PRICES))
                    .without(".*/.*|.*llama.*|mi[sx]tral-.*|pplx-\\d.*|sonar-(small|medium)-.*|r1-.*"),
            host("fireworks", List.of("fireworks"), List.of("fireworks_ai", "fireworks_ai-embedding-models"))
                    .listedBy(List.of(GENAI_PRICES, LITELLM))
                    .without("accounts/fireworks/models/.*-fast"));

    private static Row vendor(String provider, String name, String atLiteLlm) {
        return new Row(
                provider,
                Map.of(
                        GENAI_PRICES, List.of(name),
                        MODELS_DEV, List.of(name),
                        LITELLM, List.of(atLiteLlm)),
                List.of(MODELS_DEV, LITELLM),
                List.of(GENAI_PRICES, MODELS_DEV, LITELLM),
                NOTHING);
    }

    private static Row host(String provider, List<String> atGenaiPrices, List<String> atLiteLlm) {
        Map<Source, List<String>> names = atLiteLlm.isEmpty()
                ? Map.of(GENAI_PRICES, atGenaiPrices)
                : Map.of(GENAI_PRICES, atGenaiPrices, LITELLM, atLiteLlm);
        return new Row(provider, names, List.of(LITELLM), List.of(GENAI_PRICES, LITELLM), NOTHING);
    }

    private Row listedBy(List<Source> sources) {
        return new Row(provider, names, sources, prices, out);
    }

    private Row believing(List<Source> sources) {
        return new Row(provider, names, members, sources, out);
    }

    private Row without(String pattern) {
        return new Row(provider, names, members, prices, Pattern.compile(pattern));
    }

    List<String> namesIn(Source source) {
        return names.getOrDefault(source, List.of());
    }

    boolean takes(String wireId) {
        return !NOT_FOR_CHAT.matcher(wireId).matches() && !out.matcher(wireId).matches();
    }

    /** Fireworks' own models are listed by their last part too. */
    String wireId(String listed) {
        return provider.equals("fireworks") && listed.indexOf('/') < 0 ? "accounts/fireworks/models/" + listed : listed;
    }

    /** LiteLLM has hundreds of Fireworks' models at a price for their size, and says of few where it read that. */
    boolean wantsProof() {
        return provider.equals("fireworks");
    }
}
