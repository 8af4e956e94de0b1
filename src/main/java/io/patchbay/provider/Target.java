package io.patchbay.provider;

import io.patchbay.budget.Place;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Patience;
import io.patchbay.catalogue.Tokenizer;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model at a provider: where an attempt goes.
 *
 * @param modelId the catalogue's id of the model; as it was asked for, where the catalogue doesn't know it
 * @param wireId the provider's own name for it
 * @param model what the catalogue knows of it
 * @param patience how long is waited for it, where that is not what its row says
 */
public record Target(
        ProviderSettings provider, String modelId, String wireId, Optional<Model> model, Patience patience) {

    private static final String OPENAI = "openai";

    public static Target of(ProviderSettings provider, String modelId, Optional<Model> model) {
        return new Target(
                provider,
                model.map(Model::id).orElse(modelId),
                model.map(Model::wireId).orElseGet(() -> provider.wireId(modelId)),
                model,
                model.map(known -> known.manner().patience()).orElse(Patience.USUAL));
    }

    /** The same target, with the patience of those who ask for it where they say anything. */
    public Target with(Patience askers) {
        return askers.equals(Patience.USUAL) ? this : new Target(provider, modelId, wireId, model, askers.or(patience));
    }

    /** The clocks that hold when this model is asked. */
    public ProviderSettings.Clocks clocks() {
        return model.isPresent() || !patience.equals(Patience.USUAL)
                ? vendorsClocks().with(patience)
                : provider.clocks();
    }

    /** The time that the vendor may take, however impatient those are who ask. */
    ProviderSettings.Clocks vendorsClocks() {
        if (model.isEmpty()) {
            return provider.clocks();
        }
        ProviderSettings.Clocks row = provider.clocks();
        boolean reasons = model.get().capabilities().contains(Capability.REASONING);
        return (reasons ? row.reasoning() : row).with(model.get().manner().patience());
    }

    /** @param day of UTC, on which an attempt's costs are bounded */
    public Place place(LocalDate day) {
        return new Place(wireId, model, day, provider.maxTokens(), limitsThoughts(), provider.aggregator());
    }

    /**
     * Anthropic's limit and Google's hold for thoughts too, and so does the one that OpenAI has for its models that think,
     * wherever a row knows it. Of the others nobody says, and xAI counts thoughts beside its answers, also at Azure.
     */
    private boolean limitsThoughts() {
        boolean ofOpenAi = Tokenizer.of(wireId).or(() -> Tokenizer.of(modelId)).isPresent();
        return !provider.dialect().equals(OPENAI)
                || (ofOpenAi && !provider.fields().renamedForReasoning().isEmpty());
    }

    /** All names of the model, with {@code @provider/} before it too, so that no budget depends on which of them was asked for. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add(modelId);
        names.add(wireId);
        model.ifPresent(known -> names.addAll(known.also()));
        String place = "@" + provider.id() + "/";
        List.copyOf(names).forEach(name -> names.add(place + name));
        return names;
    }

    public boolean samePlace(Target other) {
        return provider.id().equals(other.provider.id()) && wireId.equals(other.wireId);
    }

    @Override
    public String toString() {
        return "@" + provider.id() + "/" + modelId;
    }
}
