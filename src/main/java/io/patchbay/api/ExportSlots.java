package io.patchbay.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;

/** The exports that this server writes at once. */
@ApplicationScoped
class ExportSlots {

    static final int ALL = 2;

    private final Semaphore free = new Semaphore(ALL);

    boolean take() {
        return free.tryAcquire();
    }

    void giveBack() {
        free.release();
    }
}
