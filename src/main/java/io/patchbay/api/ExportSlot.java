package io.patchbay.api;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** One of the few; it is given back when its request is over, however that ended, and whether or not anything was written. */
@RequestScoped
class ExportSlot {

    private static final Duration LATER = Duration.ofSeconds(10);

    private final ExportSlots slots;
    private boolean taken;

    @Inject
    ExportSlot(ExportSlots slots) {
        this.slots = slots;
    }

    /** @throws CallFailed with {@link Failure.Overloaded} if none is free */
    void take() {
        if (!slots.take()) {
            throw CallFailed.of(new Failure.Overloaded(
                    "%d exports are being written, as many as a server writes at once".formatted(ExportSlots.ALL),
                    Optional.of(LATER)));
        }
        taken = true;
    }

    @PreDestroy
    void giveBack() {
        if (taken) {
            slots.giveBack();
        }
    }
}
