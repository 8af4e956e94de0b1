package io.patchbay.config;

import io.patchbay.provider.ForProvider;
import io.patchbay.provider.GuardedProvider;
import io.patchbay.provider.ProviderClasses;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Spares;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration before any bean is there, and adds a bean class for each row, and some to spare. A provider
 * that has a hand-written bean gets no other.
 */
public class ConfiguredProviders implements Extension {

    private final Set<String> handWritten = new HashSet<>();
    private Optional<OperatorsFile> file = Optional.empty();
    private @Nullable Configuration configuration;

    private static final class SingletonLiteral extends AnnotationLiteral<Singleton> implements Singleton {
        private static final long serialVersionUID = 1L;
    }

    void read(@Observes BeforeBeanDiscovery discovery) {
        try {
            file = OperatorsFile.named();
            Layer files = Layers.read(file);
            configuration = Configuration.read(files, Judged.over(files.flat()));
        } catch (InvalidConfiguration invalid) {
            BadStart.end(invalid);
        }
    }

    /** Bean classes, and producers wherever they stand. */
    <T> void note(@Observes @WithAnnotations(ForProvider.class) ProcessAnnotatedType<T> discovered) {
        AnnotatedType<T> type = discovered.getAnnotatedType();
        note(type);
        Stream.concat(type.getMethods().stream(), type.getFields().stream())
                .filter(member -> member.isAnnotationPresent(Produces.class))
                .forEach(this::note);
    }

    private void note(Annotated bean) {
        ForProvider qualifier = bean.getAnnotation(ForProvider.class);
        if (qualifier != null) {
            handWritten.add(qualifier.value());
        }
    }

    void addBeans(@Observes AfterTypeDiscovery discovery) {
        classes()
                .forEach((id, beanClass) -> discovery
                        .addAnnotatedType(beanClass, id)
                        .add(new ForProvider.Literal(id))
                        .add(new SingletonLiteral()));
    }

    private Map<String, Class<? extends GuardedProvider>> classes() {
        Map<String, Class<? extends GuardedProvider>> classes = new LinkedHashMap<>();
        for (ProviderSettings row : configuration().routes().providers().values()) {
            if (!handWritten.contains(row.id())) {
                classes.put(row.id(), ProviderClasses.of(row));
            }
        }
        Spares.ids().forEach(id -> classes.put(id, ProviderClasses.of(Spares.settings(id))));
        return classes;
    }

    /** The operator's file as it was when the configuration was read. */
    Optional<OperatorsFile> file() {
        return file;
    }

    Configuration configuration() {
        Configuration read = configuration;
        if (read == null) {
            throw new IllegalStateException("the configuration has not been read");
        }
        return read;
    }
}
