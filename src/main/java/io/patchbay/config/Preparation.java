package io.patchbay.config;

import io.patchbay.provider.ProviderBeans;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.routing.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * Makes every bean and initializes every class of ours before the first call. Calls run on virtual threads, and one that waits
 * for another to initialize a class keeps its carrier (until Java 26): when many first calls come at once, all carriers may
 * wait for a class whose initializer waits for a lock of the server's class loaders, which a thread without a carrier holds. Then no call ever ends.
 */
@ApplicationScoped
class Preparation {

    private static final Logger LOG = System.getLogger(Preparation.class.getName());
    private static final String OURS = "io.patchbay.";
    private static final String CLASSES = "/WEB-INF/classes/";
    private static final String SUFFIX = ".class";
    /** Behind all that begins something. */
    private static final int LAST = 10_000;

    void atStart(
            @Observes @Priority(LAST) @Initialized(ApplicationScoped.class) ServletContext application,
            BeanManager beans,
            ProviderBeans providers,
            Router router) {
        initialize(application, CLASSES + OURS.replace('.', '/'));
        router.routes().providers().values().stream()
                .filter(ProviderSettings::available)
                .forEach(providers::find);
        Context context = beans.getContext(ApplicationScoped.class);
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            if (bean.getScope() == ApplicationScoped.class
                    && bean.getBeanClass().getName().startsWith(OURS)) {
                make(bean, context, beans);
            }
        }
    }

    private static <T> void make(Bean<T> bean, Context context, BeanManager beans) {
        CreationalContext<T> creation = beans.createCreationalContext(bean);
        context.get(bean, creation);
    }

    private static void initialize(ServletContext application, String folder) {
        Set<String> paths = application.getResourcePaths(folder);
        for (String path : paths == null ? Set.<String>of() : paths) {
            if (path.endsWith("/")) {
                initialize(application, path);
            } else if (path.endsWith(SUFFIX) && !path.endsWith("package-info.class")) {
                initialize(path.substring(CLASSES.length(), path.length() - SUFFIX.length())
                        .replace('/', '.'));
            }
        }
    }

    private static void initialize(String name) {
        try {
            Class.forName(name, true, Preparation.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.WARNING, "The class {0} can''t be prepared: {1}", name, e);
        }
    }
}
