package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.CallFailed.ProviderFault;
import io.patchbay.testing.Rows;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

class ProviderClassesTest {

    private final Class<?> made = ProviderClasses.of(Rows.provider("made-for-a-test"));

    @Test
    void theBreakerCountsItsProvidersFaultsAndWhatTheOuterBoundCuts() throws NoSuchMethodException {
        CircuitBreaker breaker = made.getDeclaredMethod("call", Exchange.class).getAnnotation(CircuitBreaker.class);

        assertThat(breaker.failOn()).containsExactlyInAnyOrder(ProviderFault.class, TimeoutException.class);
        assertThat(breaker.requestVolumeThreshold()).isEqualTo(Rows.BREAKER.failures());
        assertThat(breaker.delay()).isEqualTo(Rows.BREAKER.delay().toMillis());
    }
}
