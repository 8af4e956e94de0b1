package io.patchbay.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for the providers: an HTTP/1.1 server whose answers, and faults, are scripted by rules. The newest rule that
 * matches a request answers it; one that no rule matches is answered with status 501. Everything that arrives is kept.
 */
public final class Upstream implements AutoCloseable {

    private static final int BACKLOG = 4096;

    /** Small, so that what a client does not take stays here, and not in the system's memory. */
    private static final int SEND_BUFFER = 128 << 10;

    private final ServerSocket server;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Arrivals arrivals = new Arrivals();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Upstream(ServerSocket server) {
        this.server = server;
    }

    public static Upstream start() {
        try {
            Upstream upstream = new Upstream(new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1")));
            Thread.ofPlatform().daemon().name("upstream").start(upstream::serve);
            return upstream;
        } catch (IOException e) {
            throw new IllegalStateException("no port for the upstream", e);
        }
    }

    /** An address here, such as {@code /openai/v1}. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** A new rule for the requests whose path ends so; answers {@code 200 {}} until it is told more. */
    public Rule answers(String path) {
        Rule rule = new Rule(path);
        rules.addFirst(rule);
        return rule;
    }

    /** A new rule for the requests to the model alone, from its first moment on, so that others may be under way. */
    public Rule answersFor(String model) {
        Rule rule = new Rule("").to(model);
        rules.addFirst(rule);
        return rule;
    }

    /** Forgets the rule and what it would have answered. */
    public void withdraw(Rule rule) {
        rules.remove(rule);
    }

    /** All that arrived since the last {@link #forget}, in order. */
    public List<Arrival> arrivals() {
        return arrivals.all();
    }

    /** What arrived for the model. */
    public List<Arrival> arrivals(String model) {
        return arrivals().stream()
                .filter(arrival -> arrival.model().equals(model))
                .toList();
    }

    public Arrival last() {
        return arrivals().getLast();
    }

    /** Drops what arrived. */
    public void forgetArrivals() {
        arrivals.clear();
    }

    /** Drops the rules and what arrived. */
    public void forget() {
        rules.clear();
        arrivals.clear();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(SEND_BUFFER);
            Connection connection = new Connection(socket);
            for (Arrival arrival = connection.next(); arrival != null; arrival = connection.next()) {
                arrivals.add(arrival);
                Behaviour behaviour = behaviourFor(arrival);
                boolean served = false;
                try {
                    served = connection.answer(behaviour);
                } finally {
                    arrival.end(served);
                }
                if (!served) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client left, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    private Behaviour behaviourFor(Arrival arrival) {
        for (Rule rule : rules) {
            if (rule.takes(arrival)) {
                return rule.behaviour();
            }
        }
        return Behaviour.answer(501, "{\"error\":{\"message\":\"no rule of the test matches\"}}");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
