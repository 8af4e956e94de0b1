package io.patchbay.inject.remote;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Reach;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/** The connection to the Patchbay server. */
@ApplicationScoped
class Server {

    private static final long CONNECT_SECONDS = 5;

    /** Beyond any deadline of a server's own, which is the one to say that a call took too long. */
    private static final long READ_MINUTES = 15;

    private static final int CONNECTIONS = 256;

    private final Config config;
    private final Credential credential;
    private @Nullable PatchbayApi shared;

    @Inject
    Server(Config config, Credential credential) {
        this.config = config;
        this.credential = credential;
    }

    /** For the container's proxy alone. */
    @SuppressWarnings("NullAway")
    Server() {
        this(null, null);
    }

    /**
     * A response and the connection that it comes over, which are the caller's to close.
     *
     * @param connection its own where the answer is streamed, else shared
     */
    record Answer(Response response, Optional<PatchbayApi> connection) implements AutoCloseable {

        /** Closes the connection first: to close a response is to read it to its end, however far that is. */
        @Override
        public void close() {
            connection.ifPresent(Server::disconnect);
            try {
                response.close();
            } catch (ProcessingException closedAlready) {
                // Its connection is gone, as it should be.
            }
        }
    }

    /** @throws CallFailed if no response came */
    Answer send(Function<PatchbayApi, Response> request) {
        return new Answer(sent(shared(), request), Optional.empty());
    }

    /**
     * Sends a request whose answer is read as it comes, and perhaps not to its end. It gets a client of its own, for no
     * other way of MicroProfile Rest Client to leave an answer unread ends the connection (seen on Open Liberty 26.0.0.5).
     *
     * @throws CallFailed if no response came
     */
    Answer open(Function<PatchbayApi, Response> request) {
        PatchbayApi own = build(url());
        try {
            return new Answer(sent(own, request), Optional.of(own));
        } catch (CallFailed failed) {
            disconnect(own);
            throw failed;
        }
    }

    private static Response sent(PatchbayApi api, Function<PatchbayApi, Response> request) {
        try {
            return request.apply(api);
        } catch (ProcessingException e) {
            throw CallFailed.of(broken(e));
        }
    }

    private static void disconnect(PatchbayApi api) {
        try {
            ((Closeable) api).close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a client does no I/O of its own", e);
        }
    }

    /** What a broken connection is to a caller. */
    static Failure broken(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new Failure.TimedOut("the Patchbay server did not answer in time", Failure.Clock.CALL);
            }
        }
        return new Failure.Unavailable("the Patchbay server is out of reach", Reach.CONNECTION);
    }

    private synchronized PatchbayApi shared() {
        PatchbayApi built = shared;
        if (built == null) {
            built = build(url());
            shared = built;
        }
        return built;
    }

    private URI url() {
        Optional<String> url = config.getOptionalValue("patchbay.url", String.class);
        return url.filter(text -> text.matches("(?i)https?://[^\\s?#@]+"))
                .map(URI::create)
                .orElseThrow(() -> CallFailed.of(new Failure.NoTarget(
                        "set patchbay.url to the Patchbay server's address, such as http://localhost:9080",
                        Optional.empty())));
    }

    private PatchbayApi build(URI url) {
        return RestClientBuilder.newBuilder()
                .baseUri(url)
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(READ_MINUTES, TimeUnit.MINUTES)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .property("resteasy.connectionPoolSize", CONNECTIONS)
                .property("resteasy.maxPooledPerRoute", CONNECTIONS)
                .register(new Outgoing.Unpacked(credential))
                .build(PatchbayApi.class);
    }

    @PreDestroy
    synchronized void close() {
        if (shared != null) {
            disconnect(shared);
        }
    }
}
