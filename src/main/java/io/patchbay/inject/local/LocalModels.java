package io.patchbay.inject.local;

import io.patchbay.inject.ChatModel;
import io.patchbay.inject.ModelFactory;
import io.patchbay.inject.ModelId;
import io.patchbay.inject.ProviderAvailability;
import io.patchbay.inject.engine.Models;
import io.patchbay.inject.engine.Wanted;
import io.patchbay.routing.ProviderStatuses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.util.List;

/** Gives the models to injection points and to those who ask by name. */
@ApplicationScoped
public class LocalModels implements ModelFactory {

    private final Models models;
    private final ProviderStatuses statuses;

    @Inject
    LocalModels(LocalEngine engine, ProviderStatuses statuses) {
        this.models = new Models(engine);
        this.statuses = statuses;
    }

    @Produces
    @Dependent
    @ModelId
    ChatModel named(InjectionPoint point) {
        return models.model(Wanted.at(point));
    }

    @Produces
    @Dependent
    ChatModel standard() {
        return chatModel();
    }

    @Override
    public ChatModel chatModel() {
        return models.model(Wanted.DEFAULT);
    }

    @Override
    public ChatModel chatModel(String id) {
        return models.model(Wanted.of(id, ""));
    }

    @Override
    public ChatModel chatModel(String id, String provider) {
        return models.model(Wanted.of(id, provider));
    }

    @Override
    public List<ProviderAvailability> available() {
        return statuses.all().stream()
                .map(status -> new ProviderAvailability(status.id(), status.available(), status.reason()))
                .toList();
    }
}
