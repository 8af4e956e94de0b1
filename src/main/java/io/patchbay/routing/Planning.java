package io.patchbay.routing;

import static java.util.stream.Collectors.joining;

import io.patchbay.call.Explanation;
import io.patchbay.call.Failure;
import io.patchbay.call.Resolution;
import io.patchbay.call.Rights;
import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.Model;
import io.patchbay.provider.Cooling;
import io.patchbay.provider.ProviderHealth;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Target;
import io.patchbay.routing.UnknownModel.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The planning of one call, by the routes of one moment.
 *
 * @param routes those alone that the caller's rights allow
 */
record Planning(Routes routes, ProviderHealth health, Instant now, Rights rights) {

    private static final int LONGEST_ID = 256;
    private static final int SHOWN = 20;

    Plan plan(Optional<String> modelId, boolean useFallback) {
        PlanningNotes notes = new PlanningNotes();
        Optional<Alias> alias = alias(modelId);
        if (alias.isPresent()) {
            List<Target> members = members(alias.get(), notes);
            notes.resolvedBy(modelId.isEmpty() ? Resolution.DEFAULT : Resolution.ALIAS);
            return plan(
                    alias.get().name(),
                    useFallback ? members : members.subList(0, 1),
                    alias.get().manner(),
                    alias.get().hedge(),
                    notes);
        }
        Target first = resolve(modelId, notes);
        List<Target> targets = new ArrayList<>();
        targets.add(first);
        if (useFallback) {
            addFallbacks(first, targets, notes);
        }
        return plan(first.modelId(), targets, Manner.USUAL, Optional.empty(), notes);
    }

    private Plan plan(String modelId, List<Target> targets, Manner asked, Optional<Hedge> hedge, PlanningNotes notes) {
        Manner manner = asked.or(targets.getFirst().model().map(Model::manner).orElse(Manner.USUAL));
        List<Target> rested = rested(modelId, targets, notes);
        return new Plan(
                modelId,
                notes.resolution(),
                rested,
                manner,
                hedge,
                routes.catalogue().version(),
                notes.skips());
    }

    private Optional<Alias> alias(Optional<String> modelId) {
        return modelId.or(routes::defaultModel).map(routes.aliases()::get);
    }

    /** @throws UnknownModel if nobody serves any of them */
    private List<Target> members(Alias alias, PlanningNotes notes) {
        List<Target> targets = served(alias, notes);
        if (targets.isEmpty()) {
            throw unknown(alias.name());
        }
        requireAllowed(alias.name());
        return targets;
    }

    /** The alias's models that somebody can serve, each place once. */
    List<Target> served(Alias alias) {
        return served(alias, new PlanningNotes());
    }

    private List<Target> served(Alias alias, PlanningNotes notes) {
        List<Target> targets = new ArrayList<>();
        for (String model : alias.models()) {
            serving(model, targets.isEmpty(), notes)
                    .map(target -> target.with(alias.manner().patience()))
                    .filter(target -> targets.stream().noneMatch(target::samePlace))
                    .ifPresent(targets::add);
        }
        return targets;
    }

    /** The same model at all who offer it: nobody else's vectors can be compared with its own. */
    Plan planOneModel(Optional<String> modelId, boolean useFallback) {
        PlanningNotes notes = new PlanningNotes();
        Target first = resolve(modelId, notes);
        List<Target> targets = new ArrayList<>();
        targets.add(first);
        if (useFallback) {
            for (Model model : routes.catalogue().offers(first.modelId())) {
                add(model.provider(), first.modelId(), targets, notes);
            }
        }
        return plan(first.modelId(), targets, Manner.USUAL, Optional.empty(), notes);
    }

    private void addFallbacks(Target first, List<Target> targets, PlanningNotes notes) {
        String id = first.provider().id();
        for (String model : routes.fallback().models().getOrDefault(id, List.of())) {
            add(id, model, targets, notes);
        }
        for (Routes.FallbackSettings.Step step : routes.fallback().crossProvider()) {
            add(step.provider(), step.model(), targets, notes);
        }
    }

    private void add(String provider, String model, List<Target> targets, PlanningNotes notes) {
        Optional<Target> target = available(provider).map(row -> target(row, model));
        if (target.isEmpty()) {
            notes.passedOver(false, provider, model, whyNot(provider));
        } else if (targets.stream().noneMatch(target.get()::samePlace)) {
            targets.add(target.get());
        }
    }

    private Optional<ProviderSettings> available(String provider) {
        return routes.provider(provider).filter(ProviderSettings::available);
    }

    private String whyNot(String provider) {
        return rights.mayAnswer(provider) ? "not_available" : "not_allowed";
    }

    private Target target(ProviderSettings provider, String model) {
        return Target.of(provider, model, routes.catalogue().find(provider.id(), model));
    }

    /**
     * Targets that are better left alone come last; those that must be are left out.
     *
     * @throws OutOfService if none remains
     */
    private List<Target> rested(String modelId, List<Target> targets, PlanningNotes notes) {
        List<Target> ready = new ArrayList<>();
        List<Target> reluctant = new ArrayList<>();
        Instant next = Instant.MAX;
        for (Target target : targets) {
            Optional<Cooling> cooling = health.cooling(target);
            cooling.ifPresent(rest -> notes.rests(ready.isEmpty(), target, rest));
            if (cooling.isEmpty()) {
                ready.add(target);
            } else if (cooling.get().refused()) {
                next = cooling.get().until().isBefore(next) ? cooling.get().until() : next;
            } else {
                reluctant.add(target);
            }
        }
        ready.addAll(reluctant);
        if (ready.isEmpty()) {
            Duration wait = Duration.between(now, next);
            throw new OutOfService(
                    new Failure.NoTarget("every target of the model is out of service", Optional.of(wait)),
                    new Explanation(
                            Optional.of(notes.resolution()),
                            Optional.of(modelId),
                            notes.skips().ahead(),
                            0));
        }
        return ready;
    }

    Target resolve(Optional<String> modelId) {
        return resolve(modelId, new PlanningNotes());
    }

    private Target resolve(Optional<String> modelId, PlanningNotes notes) {
        Optional<Alias> alias = alias(modelId);
        if (alias.isPresent()) {
            notes.resolvedBy(Resolution.ALIAS);
            return members(alias.get(), notes).getFirst();
        }
        String id = modelId.or(routes::defaultModel)
                .orElseThrow(() -> new UnknownModel(
                        Kind.MALFORMED, "No model was named and no default model is set. " + whatThereIs()));
        requireWellFormed(id);
        Target target = id.startsWith("@") ? pinned(id, notes) : resolved(id, notes);
        requireAllowed(id);
        if (modelId.isEmpty()) {
            notes.resolvedBy(Resolution.DEFAULT);
        }
        return target;
    }

    private void requireAllowed(String id) {
        if (!rights.mayAsk(id)) {
            throw notAllowed("Your key is not for the model '%s'.".formatted(id));
        }
    }

    private UnknownModel notAllowed(String why) {
        return new UnknownModel(Kind.NOT_ALLOWED, why + " " + whatThereIs());
    }

    /** The same error, or a clearer one where the model would be there for somebody with all rights. */
    UnknownModel forWhomItIs(UnknownModel unknown, Planning ofAll, Optional<String> modelId) {
        if (unknown.kind() != Kind.NOT_FOUND) {
            return unknown;
        }
        try {
            String id = ofAll.resolve(modelId).modelId();
            return notAllowed(
                    "Your key is not for the providers that serve the model '%s'.".formatted(modelId.orElse(id)));
        } catch (UnknownModel nobodys) {
            return unknown;
        }
    }

    private void requireWellFormed(String id) {
        boolean strange = id.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\');
        if (id.isEmpty() || id.length() > LONGEST_ID || strange || id.startsWith("/") || id.endsWith("/")) {
            throw new UnknownModel(
                    Kind.MALFORMED,
                    "A model id has 1 to %d characters without spaces and neither begins nor ends with '/'. %s"
                            .formatted(LONGEST_ID, whatThereIs()));
        }
    }

    private Target pinned(String id, PlanningNotes notes) {
        notes.resolvedBy(Resolution.PINNED);
        int slash = id.indexOf('/');
        if (slash < 2) {
            throw new UnknownModel(Kind.MALFORMED, "A pinned model is written '@provider/model'. " + whatThereIs());
        }
        String name = id.substring(1, slash);
        ProviderSettings provider = routes.provider(name)
                .orElseThrow(() -> new UnknownModel(
                        Kind.NOT_FOUND,
                        "There is no provider '%s'. Available: %s."
                                .formatted(name, String.join(", ", routes.available()))));
        provider.unavailableBecause().ifPresent(reason -> {
            throw new UnknownModel(
                    Kind.NOT_FOUND,
                    "The provider '%s' is not available: %s. %s".formatted(name, reason, whatThereIs()));
        });
        return target(provider, id.substring(slash + 1));
    }

    private Target resolved(String id, PlanningNotes notes) {
        return serving(id, true, notes).orElseThrow(() -> unknown(id));
    }

    /**
     * The first who can serve the model; empty if nobody can.
     *
     * @param first whether it would be the call's first target
     */
    private Optional<Target> serving(String id, boolean first, PlanningNotes notes) {
        if (id.startsWith("@")) {
            int slash = id.indexOf('/');
            return serving(id.substring(1, slash), id.substring(slash + 1), first, notes);
        }
        List<String> byPrefix = routes.candidates(id);
        for (String name : candidates(id, byPrefix)) {
            Optional<Target> target = serving(name, id, first, notes);
            if (target.isPresent()) {
                notes.resolvedBy(byPrefix.contains(name) ? Resolution.PREFIX : Resolution.CATALOGUE);
                return target;
            }
        }
        return Optional.empty();
    }

    private Optional<Target> serving(String provider, String model, boolean first, PlanningNotes notes) {
        Optional<Target> target = available(provider).map(row -> target(row, model));
        if (target.isEmpty()) {
            notes.passedOver(first, provider, model, whyNot(provider));
        }
        return target;
    }

    /** Providers that list the model come first, in the order that the table gives; then the rest of the table's. */
    private Set<String> candidates(String id, List<String> byPrefix) {
        List<String> offering =
                routes.catalogue().offers(id).stream().map(Model::provider).toList();
        Set<String> all = new LinkedHashSet<>();
        byPrefix.stream().filter(offering::contains).forEach(all::add);
        all.addAll(offering);
        all.addAll(byPrefix);
        return all;
    }

    private String why(Set<String> candidates) {
        String reasons = candidates.stream()
                .flatMap(name -> routes.provider(name).stream())
                .map(provider ->
                        provider.id() + " (" + provider.unavailableBecause().orElse("available") + ")")
                .collect(joining(", "));
        return reasons.isEmpty() ? "" : ", it would be served by " + reasons;
    }

    private String whatThereIs() {
        List<String> models = availableModels();
        String more = models.size() > SHOWN ? ", …, all at /v1/models" : "";
        return "Available: " + models.stream().limit(SHOWN).collect(joining(", ")) + more + ".";
    }

    UnknownModel unknown(String id) {
        return new UnknownModel(
                Kind.NOT_FOUND,
                "The model '%s' is not available%s. %s"
                        .formatted(id, why(candidates(id, routes.candidates(id))), whatThereIs()));
    }

    private List<String> availableModels() {
        Stream<String> models = routes.catalogue().names().stream()
                .filter(name -> routes.catalogue().offers(name).stream()
                        .anyMatch(model -> routes.provider(model.provider())
                                .filter(ProviderSettings::available)
                                .isPresent()));
        Stream<String> aliases = routes.aliases().values().stream()
                .filter(alias -> !served(alias).isEmpty())
                .map(Alias::name)
                .sorted();
        return Stream.concat(aliases, models).filter(rights::mayAsk).distinct().toList();
    }
}
