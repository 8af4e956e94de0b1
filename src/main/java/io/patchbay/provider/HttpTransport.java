package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Clock;
import io.patchbay.call.Failure.Reach;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP to the vendors: Apache HttpClient 5, blocking, on the call's virtual thread. It follows no redirect, keeps no
 * cookie and sends the client's headers nowhere. All clocks but the connection's are the {@link Watch}'s.
 */
@ApplicationScoped
class HttpTransport implements Transport {

    /** The bulkheads of the providers are the limit; the pool is never to be the narrower one. */
    private static final int MAX_CONNECTIONS = 20_000;

    /** Three of these stand for each connection, for as long as it does; what is larger goes past them. The client's own 32 kB. */
    private static final int BUFFER = 4 << 10;

    private static final String WATCH = "patchbay.watch";

    /** The client tells its resolver nothing of the call. */
    private final ThreadLocal<Watch> watching = new ThreadLocal<>();

    private final CloseableHttpClient client;

    @Inject
    HttpTransport(Lookups lookups) {
        this.client = HttpClients.custom()
                .useSystemProperties()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDnsResolver(new Watched(lookups, watching))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setBufferSize(BUFFER)
                                        .build())
                                .build())
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setSocketTimeout(Timeout.DISABLED)
                                .setTimeToLive(TimeValue.ofMinutes(10))
                                .build())
                        .build())
                .addRequestInterceptorLast(HttpTransport::connected)
                .evictIdleConnections(TimeValue.ofMinutes(1))
                .setUserAgent("Patchbay")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    /** Looks a host up under the clocks of the call whose thread asks. */
    private record Watched(Lookups lookups, ThreadLocal<Watch> watching) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return lookups.of(host, watching.get());
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Override
    public boolean serves(String scheme) {
        return scheme.equals("http") || scheme.equals("https");
    }

    @Override
    public Answer send(WireRequest request, ProviderSettings provider, Watch watch) {
        HttpUriRequestBase http = outgoing(request, provider, watch.connectLimit());
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(WATCH, watch);
        watch.onExpiry(http::cancel);
        watching.set(watch);
        try {
            return new HttpAnswer(client.executeOpen(null, http, context), http);
        } catch (IOException e) {
            throw CallFailed.of(
                    Thread.currentThread().isInterrupted()
                            ? new Failure.Cancelled("the caller left")
                            : watch.failureOr(failureOf(e, provider, watch)));
        } catch (RuntimeException e) {
            // A request that was cancelled before it was sent ends in an unchecked exception.
            if (watch.expired().isPresent()) {
                throw CallFailed.of(watch.failureOr(new Failure.Garbled("cancelled")));
            }
            throw e;
        } finally {
            watching.remove();
        }
    }

    @SuppressWarnings("deprecation") // the pool's timeout, which is to replace it, is one for all rows of a host
    private static HttpUriRequestBase outgoing(WireRequest request, ProviderSettings provider, Duration connect) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.uri());
        http.setConfig(RequestConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                .setResponseTimeout(Timeout.DISABLED)
                .build());
        request.headers().forEach(http::setHeader);
        provider.key().value().ifPresent(key -> {
            switch (provider.key().sent()) {
                case BEARER -> http.setHeader("Authorization", "Bearer " + key);
                case API_KEY -> http.setHeader("api-key", key);
                case X_API_KEY -> http.setHeader("x-api-key", key);
                case X_GOOG_API_KEY -> http.setHeader("x-goog-api-key", key);
            }
        });
        request.body().ifPresent(body -> http.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON)));
        return http;
    }

    /** Runs once the connection stands, before the request is written. */
    private static void connected(HttpRequest request, EntityDetails entity, HttpContext context) {
        if (context.getAttribute(WATCH) instanceof Watch watch) {
            watch.connected();
        }
    }

    /** Callers are told the detail too, so it names no address; {@link ProviderHealth} adds it for those who may know. */
    private static Failure failureOf(IOException e, ProviderSettings provider, Watch watch) {
        Reach reach = watch.isConnected() ? Reach.CONNECTION : Reach.NOWHERE;
        return switch (e) {
            case ConnectTimeoutException ignored ->
                new Failure.TimedOut(
                        "no connection to %s within %s".formatted(provider.id(), watch.connectLimit()), Clock.CONNECT);
            case ConnectException refused
            when String.valueOf(refused.getMessage()).contains("refused") ->
                new Failure.Unavailable(
                        "connection refused: nothing listens at the address of %s".formatted(provider.id()), reach);
            case UnknownHostException ignored ->
                new Failure.Unavailable("the host of %s has no address".formatted(provider.id()), reach);
            case SSLException ignored ->
                new Failure.Unavailable("no TLS connection to %s".formatted(provider.id()), reach);
            default -> new Failure.Unavailable("%s did not answer".formatted(provider.id()), reach);
        };
    }

    @PreDestroy
    void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private record HttpAnswer(ClassicHttpResponse response, HttpUriRequestBase request) implements Answer {

        @Override
        public int status() {
            return response.getCode();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
        }

        @Override
        public InputStream body() {
            HttpEntity entity = response.getEntity();
            try {
                return entity == null ? InputStream.nullInputStream() : entity.getContent();
            } catch (IOException e) {
                return InputStream.nullInputStream();
            }
        }

        /** Reads no more of it: the client would take what is left to its end, which may be far, to keep the connection. */
        @Override
        public void close() {
            request.cancel();
            try {
                response.close();
            } catch (IOException ignored) {
                // The connection is given up either way.
            }
        }
    }
}
