package io.patchbay.provider;

import static java.util.Objects.requireNonNull;

import io.patchbay.catalogue.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A provider's row: all by which vendors of one dialect differ.
 *
 * @param id {@code [a-z][a-z0-9-]*}
 * @param dialect how it speaks, such as {@code openai}
 * @param baseUrl empty where the operator has yet to say (Azure's endpoint)
 * @param baseUrlSetting the environment variable or key that would set the address
 * @param key its credential; empty if it has none (yet)
 * @param headers sent with each request; a value that is blank is not sent
 * @param forwardHeaders lower-case names of the caller's headers that it may see; no other ever leaves
 * @param aggregator true if its models come from several vendors and so fail one by one
 * @param stripPrefix cut from a model id to make the name that the provider knows, such as {@code ollama/}
 * @param defaultModel the model where a caller names none, as the catalogue knows it
 * @param maxTokens the output limit where a caller names none
 * @param streamUsage whether it takes {@code stream_options}
 * @param endpoints what it serves beside chats; where empty, it is asked for vectors and judgements all the same
 * @param inlineMedia whether pictures and files that a request names by address have to be put into it
 * @param readsItself beginnings of the addresses that it reads itself all the same
 * @param fields how the fields of its requests differ from the dialect's
 * @param azure present where deployments are addressed as Azure has it
 * @param probe how often it is asked for its models, to see whether it is there; empty for never
 * @param batch how much it takes in one call for vectors
 * @param limits how much it is given to do
 * @param retryBudget further tries, as a share of its calls, from 0 to 1
 */
public record ProviderSettings(
        String id,
        String dialect,
        Optional<URI> baseUrl,
        String baseUrlSetting,
        Key key,
        Map<String, String> headers,
        Set<String> forwardHeaders,
        boolean aggregator,
        Optional<String> stripPrefix,
        Optional<String> defaultModel,
        OptionalInt maxTokens,
        StructuredOutput structuredOutput,
        boolean streamUsage,
        Set<Endpoint> endpoints,
        boolean inlineMedia,
        List<String> readsItself,
        Fields fields,
        Optional<Azure> azure,
        Clocks clocks,
        Optional<Duration> probe,
        Breaker circuitBreaker,
        Batch batch,
        Limits limits,
        double retryBudget) {

    public static final double DEFAULT_RETRY_BUDGET = 0.2;

    public ProviderSettings {
        requireNonNull(id, "id is null");
        requireNonNull(dialect, "dialect is null");
        headers = Map.copyOf(headers);
        forwardHeaders = Set.copyOf(forwardHeaders);
        readsItself = List.copyOf(readsItself);
        endpoints = Set.copyOf(endpoints);
    }

    /**
     * The provider's credential and how it is sent.
     *
     * @param setting the environment variable or key that would set it, to tell an operator who has not
     * @param required false for a provider that asks for none, such as Ollama
     */
    public record Key(Optional<String> value, Sent sent, String setting, boolean required) {

        /** The header that carries the key. */
        public enum Sent {
            /** {@code Authorization: Bearer}. */
            BEARER,
            /** {@code api-key}, as Azure has it. */
            API_KEY,
            /** {@code x-api-key}, as Anthropic has it. */
            X_API_KEY,
            /** {@code x-goog-api-key}, as Google has it. */
            X_GOOG_API_KEY
        }

        @Override
        public String toString() {
            return "Key[" + (value.isPresent() ? "set" : "not set") + ", " + setting + "]";
        }
    }

    /** How it is made to answer in JSON that follows a schema. */
    public enum StructuredOutput {
        /** It takes {@code response_format: json_schema}. */
        JSON_SCHEMA,
        /** It takes {@code json_object} alone: the schema goes as a hint before the caller's messages. */
        JSON_OBJECT
    }

    /** What a provider may serve beside chats, in the form that its dialect has for it. */
    public enum Endpoint {
        RESPONSES,
        COMPLETIONS,
        EMBEDDINGS,
        MODERATIONS;

        /** As a row's {@code endpoints} name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How the fields of a vendor's requests differ from those of its dialect.
     *
     * @param renamed its names for fields that it has under another
     * @param renamedForReasoning the same, for its models that reason
     * @param leftOut fields that only tune an answer and that it refuses
     * @param unsupported what becomes of a call that has such a field, or one that the dialect can't say
     */
    public record Fields(
            Map<String, String> renamed,
            Map<String, String> renamedForReasoning,
            Set<String> leftOut,
            Unsupported unsupported) {
        public static final Fields DEFAULT = new Fields(Map.of(), Map.of(), Set.of(), Unsupported.DROP);

        public Fields {
            renamed = Map.copyOf(renamed);
            renamedForReasoning = Map.copyOf(renamedForReasoning);
            leftOut = Set.copyOf(leftOut);
        }
    }

    /** What becomes of a call with a field that only tunes the answer and that the provider does not take. */
    public enum Unsupported {
        /** It goes out without the field, and the caller is told. */
        DROP,
        /** It is refused, as it is for a field without which the answer would be another one. */
        REJECT
    }

    /**
     * Azure's way of addressing a deployment.
     *
     * @param apiVersion with one, the deployment stands in the path; without, the newer {@code /openai/v1} form is used
     */
    public record Azure(Optional<String> apiVersion) {}

    /**
     * @param connect until the connection stands
     * @param firstEvent from the request's end to the first event of a stream that says anything of the answer
     * @param firstEventReasoning the same of models that the catalogue knows to think first; the longer of the two counts
     * @param silence after that, until bytes come again
     * @param wholeAnswer all of a call that is not streamed, which shows nothing of its vendor before its end
     * @param call all of it, streamed or not
     */
    public record Clocks(
            Duration connect,
            Duration firstEvent,
            Duration firstEventReasoning,
            Duration silence,
            Duration wholeAnswer,
            Duration call) {
        public static final Clocks DEFAULT = new Clocks(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofSeconds(120),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10));

        /** How long a call may take. */
        Duration longest(boolean streamed) {
            return streamed || call.compareTo(wholeAnswer) < 0 ? call : wholeAnswer;
        }

        public Clocks withCall(Duration limit) {
            return new Clocks(connect, firstEvent, firstEventReasoning, silence, wholeAnswer, limit);
        }

        /** Those of a model that thinks before it answers. */
        Clocks reasoning() {
            Duration longer = firstEvent.compareTo(firstEventReasoning) > 0 ? firstEvent : firstEventReasoning;
            return new Clocks(connect, longer, longer, silence, wholeAnswer, call);
        }

        /** These, save where the patience is another. */
        Clocks with(Patience patience) {
            return new Clocks(
                    patience.connect().orElse(connect),
                    patience.firstEvent().orElse(firstEvent),
                    firstEventReasoning,
                    patience.silence().orElse(silence),
                    patience.wholeAnswer().orElse(wholeAnswer),
                    patience.call().filter(limit -> limit.compareTo(call) < 0).orElse(call));
        }
    }

    /**
     * @param failures that open it, with nothing else between
     * @param delay until it lets a probe through
     * @param successes of probes that close it
     */
    public record Breaker(int failures, Duration delay, int successes) {
        public static final Breaker DEFAULT = new Breaker(3, Duration.ofMinutes(5), 1);
    }

    /**
     * The most that a call for vectors may hold.
     *
     * @param inputs texts, 1 or more
     * @param tokens of all texts together, 1 or more
     */
    public record Batch(int inputs, long tokens) {
        public static final Batch DEFAULT = new Batch(2_048, 300_000);
    }

    /**
     * How much a provider is given to do.
     *
     * @param concurrent calls at once, streams to their end
     * @param waiting calls that wait for one of them to end, because nobody else can take them
     * @param longestWait of such a call
     * @param requestsPerMinute attempts in any 60 seconds; empty for any number
     * @param tokensPerMinute tokens in any 60 seconds, in and out; empty for any number
     */
    public record Limits(
            int concurrent,
            int waiting,
            Duration longestWait,
            OptionalLong requestsPerMinute,
            OptionalLong tokensPerMinute) {
        public static final Limits DEFAULT =
                new Limits(256, 256, Duration.ofSeconds(5), OptionalLong.empty(), OptionalLong.empty());

        public Limits withConcurrent(int calls) {
            return new Limits(calls, waiting, longestWait, requestsPerMinute, tokensPerMinute);
        }
    }

    /** Why it can't serve now, in words that say what to do; empty if it can. */
    public Optional<String> unavailableBecause() {
        if (baseUrl.isEmpty()) {
            return Optional.of("set " + baseUrlSetting);
        }
        if (key.required() && key.value().isEmpty()) {
            return Optional.of("set " + key.setting());
        }
        return Optional.empty();
    }

    /** This row with another's guard, which can't change while a server runs. */
    public ProviderSettings guardedLike(ProviderSettings other) {
        return toBuilder()
                .circuitBreaker(other.circuitBreaker)
                .limits(limits.withConcurrent(other.limits.concurrent()))
                .build();
    }

    public boolean available() {
        return unavailableBecause().isEmpty();
    }

    /** The provider's name for a model of which the catalogue knows nothing. */
    public String wireId(String modelId) {
        return stripPrefix
                .filter(modelId::startsWith)
                .map(prefix -> modelId.substring(prefix.length()))
                .orElse(modelId);
    }

    /** A row of which nothing is known but its name: any model, no key, the usual clocks and guard. */
    public static ProviderSettingsBuilder builder(String id) {
        return new ProviderSettingsBuilder(id);
    }

    public ProviderSettingsBuilder toBuilder() {
        return new ProviderSettingsBuilder(this);
    }
}
