package io.patchbay.testing;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The one Patchbay, and the one upstream behind it, that the HTTP tests of a JVM share. A test class takes it as its
 * constructor's parameter; it starts with the first that does and stops at the end of all tests.
 */
public final class RunningPatchbay implements AutoCloseable {

    /** The key that the server knows its callers by; no provider may ever see it. */
    static final String KEY = "client-key-4711-of-the-tests";

    private static final String GUEST_KEY = "client-key-4712-of-the-tests";
    private static final String AUDITOR_KEY = "client-key-4713-of-the-tests";

    private final Upstream upstream;
    private final LibertyServer server;
    private final Client client;
    private final Client guest;

    private RunningPatchbay(Upstream upstream, LibertyServer server) {
        this.upstream = upstream;
        this.server = server;
        this.client = new Client(server.uri("/"), KEY);
        this.guest = new Client(server.uri("/"), GUEST_KEY);
    }

    private static RunningPatchbay start() {
        Upstream upstream = Upstream.start();
        Map<String, String> keys =
                Map.of("PATCHBAY_API_KEYS", "tests:" + KEY + ",guest:" + GUEST_KEY + ",auditor:" + AUDITOR_KEY);
        LibertyServer server = LibertyServer.create("shared", SharedConfiguration.yaml(upstream), keys)
                .inFull();
        return new RunningPatchbay(upstream, server.start());
    }

    public Upstream upstream() {
        return upstream;
    }

    public LibertyServer server() {
        return server;
    }

    /** A client that the server knows by its key, and for an operator. */
    public Client client() {
        return client;
    }

    /** A client that the server knows as well, but not for an operator. */
    public Client guest() {
        return guest;
    }

    /** A client that reads of all calls. */
    public Client auditor() {
        return client.withKey(AUDITOR_KEY);
    }

    @Override
    public void close() throws IOException {
        server.close();
        upstream.close();
    }

    /** The one start of a JVM's tests; if it failed, no test tries again. */
    private record Start(Optional<RunningPatchbay> running, Optional<RuntimeException> failure)
            implements AutoCloseable {

        static Start once() {
            try {
                return new Start(Optional.of(start()), Optional.empty());
            } catch (RuntimeException e) {
                return new Start(Optional.empty(), Optional.of(e));
            }
        }

        RunningPatchbay patchbay() {
            return running.orElseThrow(failure::orElseThrow);
        }

        @Override
        public void close() throws IOException {
            if (running.isPresent()) {
                running.get().close();
            }
        }
    }

    /** Hands the shared Patchbay to test classes. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningPatchbay.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(RunningPatchbay.class))
                    .computeIfAbsent("shared", key -> Start.once(), Start.class)
                    .patchbay();
        }
    }
}
