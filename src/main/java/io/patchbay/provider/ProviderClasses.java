package io.patchbay.provider;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.patchbay.call.CallFailed.ProviderFault;
import io.patchbay.call.CallFailed.QuickRetryable;
import jakarta.inject.Inject;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.SuperMethodCall;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Makes the bean classes of the rows. The guarded method has to be overridden: an annotated method that is only
 * inherited shares its settings and its metrics with every other subclass (seen on Open Liberty 26.0.0.5).
 */
public final class ProviderClasses {

    /** A call that outlives its own clocks by this much is cut by {@code @Timeout}, which can't follow a hot change. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    /** The longest that {@code @Retry} waits before its try. */
    public static final Duration LONGEST_RETRY_DELAY = Duration.ofMillis(150);

    private static final long RETRY_DELAY_MS = 100;
    private static final long RETRY_JITTER_MS = 50;

    private ProviderClasses() {}

    /** A class for the provider, whose settings are fixed once its first call was made. */
    public static Class<? extends GuardedProvider> of(ProviderSettings row) {
        return new ByteBuddy()
                .subclass(GuardedProvider.class, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                .name(className(row.id()))
                .defineConstructor(Visibility.PUBLIC)
                .withParameters(Wire.class, ProviderHealth.class, Clock.class)
                .intercept(MethodCall.invoke(constructor()).onSuper().withAllArguments())
                .annotateMethod(
                        AnnotationDescription.Builder.ofType(Inject.class).build())
                .method(named("call"))
                .intercept(SuperMethodCall.INSTANCE)
                .annotateMethod(circuitBreaker(row.circuitBreaker()), retry(), bulkhead(row), timeout(row.clocks()))
                .make()
                .load(
                        GuardedProvider.class.getClassLoader(),
                        ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
                .getLoaded();
    }

    private static Constructor<?> constructor() {
        return GuardedProvider.class.getConstructors()[0];
    }

    /** The name by which metrics and MicroProfile Config keys know the provider, such as {@code …provider.Provider_openrouter}. */
    public static String className(String id) {
        StringBuilder name = new StringBuilder(ProviderClasses.class.getPackageName()).append(".Provider_");
        return name.append(id.replace('-', '_').toLowerCase(Locale.ROOT)).toString();
    }

    private static AnnotationDescription circuitBreaker(ProviderSettings.Breaker breaker) {
        return AnnotationDescription.Builder.ofType(CircuitBreaker.class)
                .define("requestVolumeThreshold", breaker.failures())
                .define("failureRatio", 1.0)
                .define("delay", breaker.delay().toMillis())
                .define("successThreshold", breaker.successes())
                .defineTypeArray("failOn", ProviderFault.class, TimeoutException.class)
                .build();
    }

    private static AnnotationDescription retry() {
        return AnnotationDescription.Builder.ofType(Retry.class)
                .define("maxRetries", 1)
                .define("delay", RETRY_DELAY_MS)
                .define("jitter", RETRY_JITTER_MS)
                .defineTypeArray("retryOn", QuickRetryable.class)
                .build();
    }

    private static AnnotationDescription bulkhead(ProviderSettings row) {
        return AnnotationDescription.Builder.ofType(Bulkhead.class)
                .define("value", row.limits().concurrent())
                .build();
    }

    /** When {@code @Timeout} cuts a call that its own clocks did not. */
    public static Duration outerBound(ProviderSettings.Clocks clocks) {
        return clocks.call().plus(GRACE);
    }

    private static AnnotationDescription timeout(ProviderSettings.Clocks clocks) {
        return AnnotationDescription.Builder.ofType(Timeout.class)
                .define("value", outerBound(clocks).toMillis())
                .build();
    }
}
