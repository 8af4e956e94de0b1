package io.patchbay.provider;

import io.patchbay.provider.ProviderSettings.Azure;
import io.patchbay.provider.ProviderSettings.Batch;
import io.patchbay.provider.ProviderSettings.Breaker;
import io.patchbay.provider.ProviderSettings.Clocks;
import io.patchbay.provider.ProviderSettings.Endpoint;
import io.patchbay.provider.ProviderSettings.Fields;
import io.patchbay.provider.ProviderSettings.Key;
import io.patchbay.provider.ProviderSettings.Limits;
import io.patchbay.provider.ProviderSettings.StructuredOutput;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes a {@link ProviderSettings} setting by setting. */
public final class ProviderSettingsBuilder {

    private final String id;
    private String dialect;
    private Optional<URI> baseUrl;
    private String baseUrlSetting;
    private Key key;
    private Map<String, String> headers;
    private Set<String> forwardHeaders;
    private boolean aggregator;
    private Optional<String> stripPrefix;
    private Optional<String> defaultModel;
    private OptionalInt maxTokens;
    private StructuredOutput structuredOutput;
    private boolean streamUsage;
    private Set<Endpoint> endpoints;
    private boolean inlineMedia;
    private List<String> readsItself = List.of();
    private Fields fields;
    private Optional<Azure> azure;
    private Clocks clocks;
    private Optional<Duration> probe;
    private Breaker circuitBreaker;
    private Batch batch;
    private Limits limits;
    private double retryBudget;

    ProviderSettingsBuilder(String id) {
        this.id = id;
        dialect = "openai";
        baseUrl = Optional.empty();
        baseUrlSetting = "patchbay.providers." + id + ".base-url";
        key = new Key(Optional.empty(), Key.Sent.BEARER, "", false);
        headers = Map.of();
        forwardHeaders = Set.of();
        aggregator = false;
        stripPrefix = Optional.empty();
        defaultModel = Optional.empty();
        maxTokens = OptionalInt.empty();
        structuredOutput = StructuredOutput.JSON_SCHEMA;
        streamUsage = true;
        endpoints = Set.of();
        fields = Fields.DEFAULT;
        azure = Optional.empty();
        clocks = Clocks.DEFAULT;
        probe = Optional.empty();
        circuitBreaker = Breaker.DEFAULT;
        batch = Batch.DEFAULT;
        limits = Limits.DEFAULT;
        retryBudget = ProviderSettings.DEFAULT_RETRY_BUDGET;
    }

    ProviderSettingsBuilder(ProviderSettings row) {
        id = row.id();
        dialect = row.dialect();
        baseUrl = row.baseUrl();
        baseUrlSetting = row.baseUrlSetting();
        key = row.key();
        headers = row.headers();
        forwardHeaders = row.forwardHeaders();
        aggregator = row.aggregator();
        stripPrefix = row.stripPrefix();
        defaultModel = row.defaultModel();
        maxTokens = row.maxTokens();
        structuredOutput = row.structuredOutput();
        streamUsage = row.streamUsage();
        endpoints = row.endpoints();
        inlineMedia = row.inlineMedia();
        readsItself = row.readsItself();
        fields = row.fields();
        azure = row.azure();
        clocks = row.clocks();
        probe = row.probe();
        circuitBreaker = row.circuitBreaker();
        batch = row.batch();
        limits = row.limits();
        retryBudget = row.retryBudget();
    }

    public ProviderSettingsBuilder dialect(String value) {
        dialect = value;
        return this;
    }

    public ProviderSettingsBuilder baseUrl(Optional<URI> value) {
        baseUrl = value;
        return this;
    }

    public ProviderSettingsBuilder baseUrlSetting(String value) {
        baseUrlSetting = value;
        return this;
    }

    public ProviderSettingsBuilder key(Key value) {
        key = value;
        return this;
    }

    public ProviderSettingsBuilder headers(Map<String, String> value) {
        headers = value;
        return this;
    }

    public ProviderSettingsBuilder forwardHeaders(Set<String> value) {
        forwardHeaders = value;
        return this;
    }

    public ProviderSettingsBuilder aggregator(boolean value) {
        aggregator = value;
        return this;
    }

    public ProviderSettingsBuilder stripPrefix(Optional<String> value) {
        stripPrefix = value;
        return this;
    }

    public ProviderSettingsBuilder defaultModel(Optional<String> value) {
        defaultModel = value;
        return this;
    }

    public ProviderSettingsBuilder maxTokens(OptionalInt value) {
        maxTokens = value;
        return this;
    }

    public ProviderSettingsBuilder structuredOutput(StructuredOutput value) {
        structuredOutput = value;
        return this;
    }

    public ProviderSettingsBuilder streamUsage(boolean value) {
        streamUsage = value;
        return this;
    }

    public ProviderSettingsBuilder endpoints(Set<Endpoint> value) {
        endpoints = value;
        return this;
    }

    public ProviderSettingsBuilder inlineMedia(boolean value) {
        inlineMedia = value;
        return this;
    }

    public ProviderSettingsBuilder readsItself(List<String> beginnings) {
        readsItself = beginnings;
        return this;
    }

    public ProviderSettingsBuilder fields(Fields value) {
        fields = value;
        return this;
    }

    public ProviderSettingsBuilder azure(Optional<Azure> value) {
        azure = value;
        return this;
    }

    public ProviderSettingsBuilder clocks(Clocks value) {
        clocks = value;
        return this;
    }

    public ProviderSettingsBuilder probe(Optional<Duration> interval) {
        probe = interval;
        return this;
    }

    public ProviderSettingsBuilder circuitBreaker(Breaker value) {
        circuitBreaker = value;
        return this;
    }

    public ProviderSettingsBuilder batch(Batch value) {
        batch = value;
        return this;
    }

    public ProviderSettingsBuilder limits(Limits value) {
        limits = value;
        return this;
    }

    public ProviderSettingsBuilder retryBudget(double share) {
        retryBudget = share;
        return this;
    }

    public ProviderSettings build() {
        return new ProviderSettings(
                id,
                dialect,
                baseUrl,
                baseUrlSetting,
                key,
                headers,
                forwardHeaders,
                aggregator,
                stripPrefix,
                defaultModel,
                maxTokens,
                structuredOutput,
                streamUsage,
                endpoints,
                inlineMedia,
                readsItself,
                fields,
                azure,
                clocks,
                probe,
                circuitBreaker,
                batch,
                limits,
                retryBudget);
    }
}
