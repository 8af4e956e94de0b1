package io.patchbay.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Names this server's life, from its start to its end: whose intents are whose. */
@ApplicationScoped
class ThisServer {

    private final UUID id = UUID.randomUUID();

    UUID id() {
        return id;
    }

    /** For people. */
    String name() {
        return "process " + ProcessHandle.current().pid();
    }
}
