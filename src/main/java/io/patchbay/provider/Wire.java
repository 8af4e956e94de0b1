package io.patchbay.provider;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.ModerationRequest;
import io.patchbay.chat.Reply;
import io.patchbay.dialect.Frames;
import io.patchbay.provider.ProviderSettings.Unsupported;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;

/** One exchange over the wire: a dialect's request goes out, the answer comes back through the dialect. */
@ApplicationScoped
class Wire {

    /** A whole answer beyond this is none that a model wrote. */
    private static final int MAX_ANSWER = 64 << 20;

    private static final int MAX_ERROR = 64 << 10;

    private final Map<String, Dialect> dialects;
    private final List<Transport> transports;
    private final InlineMedia media;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer;

    @Inject
    Wire(@Any Instance<Dialect> dialects, @Any Instance<Transport> transports, InlineMedia media, Clock clock) {
        this.dialects = dialects.stream().collect(toUnmodifiableMap(Dialect::name, Function.identity()));
        this.transports = transports.stream().toList();
        this.media = media;
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("patchbay-clocks").daemon().factory());
        this.timer.setRemoveOnCancelPolicy(true);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    /** @see Provider#call */
    Optional<Reply> call(Exchange exchange) {
        Target target = exchange.target();
        Dialect dialect = dialectOf(target.provider());
        boolean streamed = exchange.sink().isPresent();
        WireCall call = callOf(exchange, dialect, streamed);
        WireRequest request = call.request().with(forwarded(target.provider(), exchange));
        requireNothingLeftOut(request, target.provider());
        exchange.tries().begins(request.leftOut());
        try (Watch watch = new Watch(target.clocks(), leftOf(exchange), streamed, timer, System::nanoTime);
                Transport.Answer answer = transportOf(request).send(request, target.provider(), watch)) {
            requireSuccess(dialect, target.provider(), answer, watch);
            if (exchange.sink().isEmpty()) {
                return Optional.of(call.whole().apply(read(answer, MAX_ANSWER, watch)));
            }
            stream(call.stream().get(), answer, watch, exchange.sink().get());
            return Optional.empty();
        }
    }

    /**
     * The names of the models that a provider has, as it tells them.
     *
     * @throws CallFailed if it does not
     */
    List<String> models(ProviderSettings provider, Duration limit) {
        Dialect dialect = dialectOf(provider);
        Dialect.Listing listing = dialect.models(provider);
        try (Watch watch = new Watch(provider.clocks(), limit, false, timer, System::nanoTime);
                Transport.Answer answer = transportOf(listing.request()).send(listing.request(), provider, watch)) {
            requireSuccess(dialect, provider, answer, watch);
            return listing.names().apply(read(answer, MAX_ANSWER, watch));
        }
    }

    private Duration leftOf(Exchange exchange) {
        return Duration.between(clock.instant(), exchange.deadline());
    }

    private ChatRequest withMedia(ChatRequest request, Exchange exchange) {
        ProviderSettings provider = exchange.target().provider();
        return provider.inlineMedia() ? media.in(request, provider.readsItself(), leftOf(exchange)) : request;
    }

    private WireCall callOf(Exchange exchange, Dialect dialect, boolean streamed) {
        return switch (exchange.ask()) {
            case Ask.Chat(ChatRequest request) ->
                dialect.chat(exchange.target(), withMedia(request, exchange), streamed);
            case Ask.Count(ChatRequest request) -> dialect.count(exchange.target(), withMedia(request, exchange));
            case Ask.Embed(EmbeddingRequest request) -> dialect.embed(exchange.target(), request);
            case Ask.Moderate(ModerationRequest request) -> dialect.moderate(exchange.target(), request);
        };
    }

    private static void requireNothingLeftOut(WireRequest request, ProviderSettings provider) {
        if (provider.fields().unsupported() == Unsupported.REJECT
                && !request.leftOut().isEmpty()) {
            String field = request.leftOut().getFirst();
            throw CallFailed.of(new Failure.Unsupported(
                    "The provider '%s' does not take '%s'.".formatted(provider.id(), field), field));
        }
    }

    private static Map<String, String> forwarded(ProviderSettings provider, Exchange exchange) {
        if (provider.forwardHeaders().isEmpty()) {
            return Map.of();
        }
        Map<String, String> forwarded = new HashMap<>(exchange.callerHeaders());
        forwarded.keySet().retainAll(provider.forwardHeaders());
        return forwarded;
    }

    private void requireSuccess(Dialect dialect, ProviderSettings provider, Transport.Answer answer, Watch watch) {
        if (answer.status() != 200) {
            byte[] body = withoutKey(readError(answer, watch), provider);
            throw CallFailed.of(dialect.failure(answer.status(), answer::header, body, clock.instant()));
        }
    }

    /** An error whose words break off is told by its status. */
    private static byte[] readError(Transport.Answer answer, Watch watch) {
        try {
            return answer.body().readNBytes(MAX_ERROR);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted() || watch.expired().isPresent()) {
                throw broken(watch, "the provider's error broke off");
            }
            return new byte[0];
        }
    }

    /** A vendor that repeats our key in its error must not have it repeated to the caller. */
    private static byte[] withoutKey(byte[] body, ProviderSettings provider) {
        return provider.key()
                .value()
                .map(key -> new String(body, StandardCharsets.UTF_8)
                        .replace(key, "[key]")
                        .getBytes(StandardCharsets.UTF_8))
                .orElse(body);
    }

    private static byte[] read(Transport.Answer answer, int limit, Watch watch) {
        try {
            byte[] body = answer.body().readNBytes(limit);
            if (watch.expired().isPresent()) {
                throw CallFailed.of(watch.failureOr(new Failure.Garbled("late")));
            }
            return body;
        } catch (IOException e) {
            throw broken(watch, "the provider's answer broke off");
        }
    }

    private static void stream(Dialect.StreamReader reader, Transport.Answer answer, Watch watch, ChunkSink sink) {
        try {
            Frames frames = Frames.of(answer.header("content-type").orElse(""), new Heard(answer.body(), watch));
            for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
                Optional<Chunk> chunk = reader.read(frame.event(), frame.data());
                if (chunk.isPresent()) {
                    watch.event(chunk.get().isSemantic());
                    sink.accept(chunk.get());
                    watch.awaiting();
                }
                if (reader.ended()) {
                    watch.lingering();
                }
            }
        } catch (IOException e) {
            if (reader.ended()) {
                return;
            }
            throw broken(watch, "the provider's stream broke off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.of(new Failure.Cancelled("the caller left"));
        }
        if (!reader.complete()) {
            throw CallFailed.of(
                    watch.failureOr(new Failure.Garbled("the provider's stream ended before its answer did")));
        }
    }

    /** An interrupt closes the connection under a reader, so it looks like a cut from here. */
    private static CallFailed broken(Watch watch, String how) {
        return CallFailed.of(
                Thread.currentThread().isInterrupted()
                        ? new Failure.Cancelled("the caller left")
                        : watch.failureOr(new Failure.Garbled(how)));
    }

    private Dialect dialectOf(ProviderSettings provider) {
        Dialect dialect = dialects.get(provider.dialect());
        if (dialect == null) {
            throw new IllegalStateException("no dialect " + provider.dialect());
        }
        return dialect;
    }

    private Transport transportOf(WireRequest request) {
        String scheme = request.uri().getScheme();
        for (Transport transport : transports) {
            if (transport.serves(scheme)) {
                return transport;
            }
        }
        throw new IllegalStateException("no transport for " + scheme);
    }
}
