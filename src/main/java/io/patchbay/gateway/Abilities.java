package io.patchbay.gateway;

import io.patchbay.call.Failure;
import io.patchbay.call.Rights;
import io.patchbay.catalogue.Capability;
import io.patchbay.catalogue.Model;
import io.patchbay.catalogue.Need;
import io.patchbay.provider.Ask;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Endpoint;
import io.patchbay.provider.Target;
import io.patchbay.routing.Router;
import io.patchbay.routing.Routes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a model can do what a request needs, by the catalogue. Of a model that it does not know, its vendor decides. */
@ApplicationScoped
class Abilities {

    private static final int NAMED = 5;

    private final Router router;

    @Inject
    Abilities(Router router) {
        this.router = router;
    }

    /** What the target can't do, with the field that asks for it and models that could and may be asked; empty if it can all. */
    Optional<Failure> lacking(Target target, Ask ask, List<Need> needs, Rights rights) {
        Set<Endpoint> endpoints = target.provider().endpoints();
        Optional<Endpoint> asked = endpoint(ask);
        if (asked.isPresent() && !endpoints.isEmpty() && !endpoints.contains(asked.get())) {
            String detail = "The provider '%s' serves no %s."
                    .formatted(target.provider().id(), asked.get().word());
            return Optional.of(new Failure.Unsupported(detail, "model"));
        }
        if (needs.isEmpty() || target.model().isEmpty()) {
            return Optional.empty();
        }
        return Need.unmet(needs, target.model().get()).map(need -> {
            String detail = "The model '%s' takes no %s. %s"
                    .formatted(target.modelId(), words(need.capability()), whoCould(target, needs, rights));
            return new Failure.Unsupported(detail, need.param());
        });
    }

    private static Optional<Endpoint> endpoint(Ask ask) {
        return switch (ask) {
            case Ask.Embed ignored -> Optional.of(Endpoint.EMBEDDINGS);
            case Ask.Moderate ignored -> Optional.of(Endpoint.MODERATIONS);
            case Ask.Chat ignored -> Optional.empty();
            case Ask.Count ignored -> Optional.empty();
        };
    }

    private static String words(Capability capability) {
        return switch (capability) {
            case TOOLS -> "tools";
            case VISION -> "images";
            case AUDIO -> "audio";
            case STREAMING, STRUCTURED_OUTPUT, REASONING, PREFILL, EMBEDDINGS, COMPLETIONS -> capability.word();
        };
    }

    /** Those of the same provider first. */
    private String whoCould(Target target, List<Need> needs, Rights rights) {
        Routes routes = router.routes();
        List<String> able = routes.catalogue().models().stream()
                .filter(model -> !model.deprecated()
                        && rights.mayAsk(model.id())
                        && rights.mayAnswer(model.provider())
                        && Need.unmet(needs, model).isEmpty()
                        && routes.provider(model.provider())
                                .filter(ProviderSettings::available)
                                .isPresent())
                .sorted(Comparator.comparing((Model model) ->
                        !model.provider().equals(target.provider().id())))
                .map(Model::id)
                .distinct()
                .limit(NAMED)
                .toList();
        return able.isEmpty()
                ? "No model that can be asked for now does."
                : "These do: " + String.join(", ", able) + ".";
    }
}
