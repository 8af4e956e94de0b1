package io.patchbay.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that are under way, so that a server that stops can wait for them, and end those that last too long. */
@ApplicationScoped
class UnderWay {

    private final Set<Progress> calls = ConcurrentHashMap.newKeySet();

    /** The calling thread runs the call from now on. */
    void begins(Progress call) {
        call.runBy(Thread.currentThread());
        calls.add(call);
    }

    void ends(Progress call) {
        calls.remove(call);
    }

    int count() {
        return calls.size();
    }

    /** Ends them all; each tells its caller and writes its row. */
    void stop() {
        calls.forEach(Progress::stop);
    }
}
