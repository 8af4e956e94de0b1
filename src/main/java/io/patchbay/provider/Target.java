package io.patchbay.provider;

import io.patchbay.budget.Place;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Patience;
import java.util.Optional;

/**
 * A model at a provider: where an attempt goes.
 *
 * @param modelId the id that the caller and the catalogue use
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
                modelId,
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

    /**
     * What its costs depend on. OpenAI and Azure have a limit of their own for models that think, which holds for thoughts
     * too, as the only one of the other dialects does. xAI counts thoughts beside its answers; of the rest nobody says.
     */
    public Place place() {
        boolean limitsThoughts = !provider.dialect().equals(OPENAI)
                || !provider.fields().renamedForReasoning().isEmpty();
        return new Place(wireId, model, provider.maxTokens(), limitsThoughts, provider.aggregator());
    }

    public boolean samePlace(Target other) {
        return provider.id().equals(other.provider.id()) && wireId.equals(other.wireId);
    }

    @Override
    public String toString() {
        return "@" + provider.id() + "/" + modelId;
    }
}
