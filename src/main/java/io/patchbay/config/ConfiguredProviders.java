package io.patchbay.config;

import io.patchbay.provider.ChatProvider;
import io.patchbay.provider.ForProvider;
import io.patchbay.provider.GuardedProvider;
import io.patchbay.provider.ProviderClasses;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.Spares;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
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
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration before any bean is there, and adds a bean class for each row, and some to spare. A provider
 * that has a hand-written bean gets no other.
 */
public class ConfiguredProviders implements Extension {

    private final Set<String> handWritten = new HashSet<>();
    private @Nullable Configuration configuration;

    private static final class SingletonLiteral extends AnnotationLiteral<Singleton> implements Singleton {
        private static final long serialVersionUID = 1L;
    }

    void read(@Observes BeforeBeanDiscovery discovery) {
        try {
            Layer files = Layers.read(Layers.operatorsFile());
            configuration = Configuration.read(files, ConfigProvider.getConfig());
        } catch (InvalidConfiguration invalid) {
            BadStart.end(invalid);
        }
    }

    <T extends ChatProvider> void note(
            @Observes @WithAnnotations(ForProvider.class) ProcessAnnotatedType<T> discovered) {
        AnnotatedType<T> type = discovered.getAnnotatedType();
        ForProvider qualifier = type.getAnnotation(ForProvider.class);
        if (qualifier != null && !GuardedProvider.class.isAssignableFrom(type.getJavaClass())) {
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

    Configuration configuration() {
        Configuration read = configuration;
        if (read == null) {
            throw new IllegalStateException("the configuration has not been read");
        }
        return read;
    }
}
