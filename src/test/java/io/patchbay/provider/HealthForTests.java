package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import java.time.Clock;
import java.util.Optional;

/** Lets tests of other packages tell a {@link ProviderHealth} what calls would. */
public final class HealthForTests {

    private final ProviderHealth health;

    public HealthForTests(Clock clock) {
        this.health = new ProviderHealth(clock, change -> {});
    }

    public ProviderHealth health() {
        return health;
    }

    /** The provider did not know the model. */
    public void unknown(Target target) {
        failed(target, new Failure.ModelNotFound("unknown", Optional.empty()));
    }

    public void failed(Target target, Failure failure) {
        health.judged(target, CallFailed.of(failure));
    }
}
