package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.net.Network;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches what a caller's request names by its address. The caller chooses the address, so only public ones are asked:
 * the name is resolved once, here, and the connection goes to what was resolved, whatever the name says later. No
 * redirect is followed, no cookie and no credential sent.
 */
@ApplicationScoped
class MediaFetch {

    private static final int MOST_AT_ONCE = 64;
    private static final int PIECE = 8 << 10;

    private final MediaSettings settings;
    private final CloseableHttpClient client;

    @Inject
    MediaFetch(MediaSettings settings, Lookups lookups) {
        this.settings = settings;
        Timeout timeout = Timeout.of(settings.timeout());
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Guarded(settings, lookups))
                        .setMaxConnTotal(MOST_AT_ONCE)
                        .setMaxConnPerRoute(MOST_AT_ONCE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setUserAgent("Patchbay")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .build();
    }

    @PreDestroy
    void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** A name's addresses, if all of them may be asked. */
    private record Guarded(MediaSettings settings, Lookups lookups) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = lookups.of(host, settings.timeout());
            if (!Arrays.stream(addresses).allMatch(this::mayBeAsked)) {
                throw new NotPublic();
            }
            return addresses;
        }

        private boolean mayBeAsked(InetAddress address) {
            return Network.isPublic(address) || settings.allowed().stream().anyMatch(network -> network.holds(address));
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class NotPublic extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The content as a {@code data:} URL.
     *
     * @param where the field that names it
     * @param room bytes that it may have, and takes as they come
     * @throws CallFailed with {@link Failure.Rejected} if it can't be had, in words that say why and nothing of the place
     */
    String fetch(String address, String where, AtomicLong room) {
        HttpGet get = new HttpGet(uri(address, where));
        Thread clock = Thread.ofVirtual().start(() -> cancelLate(get));
        try {
            return client.execute(get, response -> content(response, where, room));
        } catch (NotPublic e) {
            throw refused(where, "does not stand at a public address");
        } catch (IOException e) {
            throw refused(where, "can't be fetched from its address");
        } finally {
            clock.interrupt();
        }
    }

    /** A socket's own timeout starts anew with each byte. */
    private void cancelLate(HttpGet get) {
        try {
            Thread.sleep(settings.timeout());
            get.cancel();
        } catch (InterruptedException e) {
            // It was in time.
        }
    }

    private static URI uri(String address, String where) {
        try {
            URI uri = URI.create(address);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException ignored) {
            // Told below.
        }
        throw refused(where, "has no address of the form https://host/path");
    }

    private static String content(ClassicHttpResponse response, String where, AtomicLong room) throws IOException {
        if (response.getCode() != 200) {
            throw refused(where, "can't be fetched: its server answers with status " + response.getCode());
        }
        HttpEntity entity = response.getEntity();
        String type = Optional.ofNullable(entity)
                .flatMap(it -> Optional.ofNullable(it.getContentType()))
                .map(it -> it.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
                .orElse("");
        if (!type.matches("(image|audio|video|application|text)/[a-z0-9.+-]{1,80}") || type.equals("text/html")) {
            throw refused(where, "is of no type that a model reads");
        }
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(read(entity.getContent(), where, room));
    }

    private static byte[] read(InputStream content, String where, AtomicLong room) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
            if (room.addAndGet(-read) < 0) {
                throw refused(where, "is too large");
            }
            bytes.write(piece, 0, read);
        }
        return bytes.toByteArray();
    }

    private static CallFailed refused(String where, String why) {
        return CallFailed.of(new Failure.Rejected("What '%s' names %s.".formatted(where, why), 400, Optional.empty()));
    }
}
