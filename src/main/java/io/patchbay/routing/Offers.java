package io.patchbay.routing;

import static java.util.Comparator.comparing;

import io.patchbay.call.Rights;
import io.patchbay.catalogue.Model;
import io.patchbay.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What there is to be asked for, as callers see it. */
@ApplicationScoped
public class Offers {

    private final Router router;

    @Inject
    Offers(Router router) {
        this.router = router;
    }

    /**
     * A model and who offers it.
     *
     * @param id the name that a caller uses
     * @param providers the model as each of them offers it; the one that serves it comes first. Of an alias, its models;
     *     none where the catalogue knows none of them
     * @param servingProviders the ids of those that can serve now
     */
    public record Offer(String id, List<Model> providers, List<String> servingProviders) {

        public boolean available() {
            return !servingProviders.isEmpty();
        }

        /** The day from which the first provider's price holds. */
        public Optional<LocalDate> since() {
            return providers.stream().findFirst().flatMap(Model::effectiveFrom);
        }

        /** Who serves it now, or would. */
        public String owner() {
            return available()
                    ? servingProviders.getFirst()
                    : providers.getFirst().provider();
        }
    }

    /** The ids of all providers, whether or not they can serve. */
    public Set<String> providers() {
        return router.routes().providers().keySet();
    }

    /** The version of the catalogue that is in force. */
    public String version() {
        return router.routes().catalogue().version();
    }

    /** All models that somebody with these rights may ask for, by each name that callers use, and the aliases that are served. */
    public List<Offer> all(Rights rights) {
        Routes routes = router.routes().within(rights);
        Stream<Offer> models = routes.catalogue().names().stream()
                .filter(name -> !routes.aliases().containsKey(name))
                .map(name -> offer(name, routes, rights))
                .filter(offer -> !offer.providers().isEmpty());
        Stream<Offer> aliases = routes.aliases().values().stream()
                .map(alias -> offer(alias.name(), router.served(alias, rights)))
                .filter(Offer::available);
        return Stream.concat(models, aliases)
                .filter(offer -> rights.mayAsk(offer.id()))
                .sorted(comparing(Offer::id))
                .toList();
    }

    /** Those that can be asked for now. */
    public List<Offer> available(Rights rights) {
        return all(rights).stream().filter(Offer::available).toList();
    }

    private static Offer offer(String name, Routes routes, Rights rights) {
        List<String> order = routes.candidates(name);
        List<String> available = routes.available();
        List<Model> sorted = routes.catalogue().offers(name).stream()
                .filter(model -> rights.mayAnswer(model.provider()))
                .sorted(comparing((Model model) -> !available.contains(model.provider()))
                        .thenComparing(model -> rank(model, order)))
                .toList();
        List<String> serving =
                sorted.stream().map(Model::provider).filter(available::contains).toList();
        return new Offer(name, sorted, serving);
    }

    private static Offer offer(String alias, List<Target> targets) {
        return new Offer(
                alias,
                targets.stream().flatMap(target -> target.model().stream()).toList(),
                targets.stream()
                        .map(target -> target.provider().id())
                        .distinct()
                        .toList());
    }

    private static int rank(Model model, List<String> order) {
        int index = order.indexOf(model.provider());
        return index < 0 ? order.size() : index;
    }

    /** Says that there is no such model, and what there is. */
    public UnknownModel unknown(String id, Rights rights) {
        return router.unknown(id, rights);
    }
}
