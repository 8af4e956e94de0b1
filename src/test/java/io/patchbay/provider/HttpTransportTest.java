package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure.Unavailable;
import io.patchbay.provider.ProviderSettings.Key;
import io.patchbay.testing.ManualTimer;
import io.patchbay.testing.Rows;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTransportTest {

    /** The detail goes to callers, who are not to learn the address. */
    @Test
    void saysThatNothingListensAndNotWhere() throws IOException {
        ProviderSettings provider = Rows.provider("one");
        int port = closedPort();
        WireRequest request = new WireRequest(
                "GET", URI.create("http://127.0.0.1:" + port + "/v1"), Map.of(), Optional.empty(), List.of(), false);
        HttpTransport transport = new HttpTransport(new Lookups());
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                Watch watch = new Watch(provider.clocks(), Duration.ofMinutes(1), false, timer, System::nanoTime)) {
            CallFailed failed = catchThrowableOfType(CallFailed.class, () -> transport.send(request, provider, watch));

            assertThat(failed).isInstanceOf(CallFailed.QuickRetryable.class);
            assertThat(failed.failure()).isInstanceOf(Unavailable.class);
            assertThat(failed.failure().detail())
                    .isEqualTo("connection refused: nothing listens at the address of one");
        } finally {
            transport.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BEARER, authorization, Bearer sk-one",
        "API_KEY, api-key, sk-one",
        "X_API_KEY, x-api-key, sk-one",
        "X_GOOG_API_KEY, x-goog-api-key, sk-one"
    })
    void sendsTheKeyAsTheRowHasIt(Key.Sent sent, String header, String value) throws IOException {
        ProviderSettings provider = Rows.provider("one").toBuilder()
                .key(new Key(Optional.of("sk-one"), sent, "ONE_API_KEY", true))
                .build();
        HttpTransport transport = new HttpTransport(new Lookups());
        try (Upstream upstream = Upstream.start();
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                Watch watch = new Watch(provider.clocks(), Duration.ofMinutes(1), false, timer, System::nanoTime)) {
            WireRequest request =
                    new WireRequest("GET", upstream.at("/v1"), Map.of(), Optional.empty(), List.of(), false);

            transport.send(request, provider, watch).close();

            assertThat(upstream.arrivals()).hasSize(1);
            assertThat(upstream.arrivals().getFirst().header(header)).contains(value);
        } finally {
            transport.close();
        }
    }

    @Test
    void aHostThatIsLookedUpForEverEndsByTheClockOfTheConnection() {
        CountDownLatch never = new CountDownLatch(1);
        ManualTimer timer = new ManualTimer();
        ProviderSettings provider = Rows.provider("one");
        HttpTransport transport = new HttpTransport(new Lookups(host -> {
            timer.advance(provider.clocks().connect());
            return hanging(never);
        }));
        try (Watch watch = new Watch(provider.clocks(), Duration.ofMinutes(1), false, timer, timer::nanoTime)) {
            CallFailed failed = catchThrowableOfType(
                    CallFailed.class, () -> transport.send(to("http://vendor.invalid/v1"), provider, watch));

            assertThat(failed.failure().code()).isEqualTo("timed_out_connect");
        } finally {
            never.countDown();
            transport.close();
        }
    }

    @Test
    void aCallerWhoLeavesIsNotKeptByALookup() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        ProviderSettings provider = Rows.provider("one");
        HttpTransport transport = new HttpTransport(new Lookups(host -> {
            begun.countDown();
            return hanging(never);
        }));
        ManualTimer timer = new ManualTimer();
        AtomicReference<CallFailed> failed = new AtomicReference<>();
        try (Watch watch = new Watch(provider.clocks(), Duration.ofMinutes(1), false, timer, timer::nanoTime)) {
            Thread call = Thread.ofVirtual()
                    .start(() -> failed.set(catchThrowableOfType(
                            CallFailed.class, () -> transport.send(to("http://vendor.invalid/v1"), provider, watch))));
            begun.await();
            call.interrupt();
            call.join();

            assertThat(failed.get().failure().code()).isEqualTo("cancelled");
        } finally {
            never.countDown();
            transport.close();
        }
    }

    @Test
    void leavesAVendorWhoseAnswerIsGivenUp() throws IOException {
        ProviderSettings provider = Rows.provider("one");
        HttpTransport transport = new HttpTransport(new Lookups());
        try (Upstream upstream = Upstream.start();
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                Watch watch = new Watch(provider.clocks(), Duration.ofMinutes(1), true, timer, System::nanoTime)) {
            upstream.answers("/v1")
                    .streamsRaw(Collections.nCopies(300, "data: {}\n\n"))
                    .every(Duration.ofMillis(10));
            WireRequest request =
                    new WireRequest("GET", upstream.at("/v1"), Map.of(), Optional.empty(), List.of(), true);
            Transport.Answer answer = transport.send(request, provider, watch);

            assertThat(answer.body().readNBytes(5)).hasSize(5);
            answer.close();

            assertThat(upstream.last().wasServed(Duration.ofSeconds(10))).isFalse();
        } finally {
            transport.close();
        }
    }

    private static WireRequest to(String address) {
        return new WireRequest("GET", URI.create(address), Map.of(), Optional.empty(), List.of(), false);
    }

    private static InetAddress[] hanging(CountDownLatch end) throws UnknownHostException {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException("too late");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
