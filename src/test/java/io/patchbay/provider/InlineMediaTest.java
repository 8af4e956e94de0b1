package io.patchbay.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.Content;
import io.patchbay.chat.Message;
import io.patchbay.chat.Role;
import io.patchbay.net.Network;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineMediaTest {

    private static final List<Network> LOOPBACK =
            List.of(Network.parse("127.0.0.0/8").orElseThrow());

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Upstream upstream = Upstream.start();

    @AfterEach
    void close() throws IOException {
        upstream.close();
    }

    @Test
    void whatIsNamedIsPutIn() {
        upstream.answers("/a.png").with(200, "image/png; charset=binary", "abc");

        ChatRequest filled =
                media(LOOPBACK, 100).in(request(upstream.at("/a.png").toString()), List.of(), LONG);

        assertThat(filled.messages().getFirst().content())
                .containsExactly(
                        new Content.Text("What?"), new Content.Image("data:image/png;base64,YWJj", Optional.empty()));
    }

    @Test
    void aRequestThatNamesNothingIsLeftAsItIs() {
        ChatRequest request = request("data:image/png;base64,AAAA");

        assertThat(media(LOOPBACK, 100).in(request, List.of(), LONG)).isSameAs(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/a.png",
                "http://localhost:%d/a.png",
                "http://127.1:%d/a.png",
                "http://0x7f000001:%d/a.png"
            })
    void ourOwnAddressesAreNotAsked(String address) {
        upstream.answers("/a.png").with(200, "image/png", "abc");
        String own = address.formatted(upstream.at("").getPort());

        assertRefused(() -> media(List.of(), 100).in(request(own), List.of(), LONG));
        assertThat(upstream.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:pw@127.0.0.1/a.png",
                "http:///a.png",
                "http://a b/",
                "https://no-such-host.invalid/a.png"
            })
    void aStrangeAddressIsRefusedByItsField(String address) {
        assertRefused(() -> media(LOOPBACK, 100).in(request(address), List.of(), LONG));
    }

    @Test
    void whatTheVendorReadsItselfIsLeft() {
        ChatRequest request = request("https://youtu.be/lCdaVNyHtjU");

        assertThat(media(LOOPBACK, 100).in(request, List.of("https://youtu.be/"), LONG))
                .isSameAs(request);
    }

    @Test
    void aRedirectIsNotFollowed() {
        upstream.answers("/a.png")
                .with(302, "image/png", "")
                .adding("Location", upstream.at("/b.png").toString());

        assertRefused(
                () -> media(LOOPBACK, 100).in(request(upstream.at("/a.png").toString()), List.of(), LONG));
        assertThat(upstream.arrivals()).hasSize(1);
    }

    @Test
    void whatIsNoPictureIsNotTaken() {
        upstream.answers("/a.png").with(200, "text/html", "<html>");

        assertRefused(
                () -> media(LOOPBACK, 100).in(request(upstream.at("/a.png").toString()), List.of(), LONG));
    }

    @Test
    void allThatARequestNamesHasToFitTogether() {
        upstream.answers("/a.png").with(200, "image/png", "x".repeat(60));
        String address = upstream.at("/a.png").toString();

        assertThat(media(LOOPBACK, 60).in(request(address), List.of(), LONG).messages())
                .hasSize(1);
        assertRefused(() -> media(LOOPBACK, 59).in(request(address), List.of(), LONG));
        assertRefused(() -> media(LOOPBACK, 100).in(request(address, address), List.of(), LONG));
    }

    @Test
    void severalAreFetchedSideBySide() {
        Duration pause = Duration.ofMillis(700);
        List<String> addresses = IntStream.range(0, Fetches.AT_ONCE)
                .mapToObj(n -> "/" + n + ".png")
                .toList();
        addresses.forEach(
                path -> upstream.answers(path).with(200, "image/png", path).after(pause));
        long start = System.nanoTime();

        ChatRequest filled = media(LOOPBACK, 100)
                .in(
                        request(addresses.stream()
                                .map(path -> upstream.at(path).toString())
                                .toArray(String[]::new)),
                        List.of(),
                        LONG);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(pause, pause.multipliedBy(2));
        assertThat(filled.messages().getFirst().content().stream().skip(1))
                .containsExactlyElementsOf(
                        addresses.stream().map(InlineMediaTest::image).toList());
    }

    @Test
    void butNoMoreThanAFewAtOnce() throws InterruptedException {
        upstream.answers(".png").stalls();
        String[] addresses = IntStream.range(0, 20)
                .mapToObj(n -> upstream.at("/" + n + ".png").toString())
                .toArray(String[]::new);
        Thread call = Thread.ofVirtual().start(() -> failureOf(request(addresses), LONG));
        await(() -> upstream.arrivals().size() >= Fetches.AT_ONCE);
        call.interrupt();
        call.join();

        assertThat(upstream.arrivals()).hasSize(Fetches.AT_ONCE);
    }

    @Test
    void theCallsDeadlineEndsThem() {
        upstream.answers("/a.png").stalls();
        long start = System.nanoTime();

        Failure failure = failureOf(request(upstream.at("/a.png").toString()), Duration.ofMillis(300));

        assertThat(failure.code()).isEqualTo("timed_out_call");
        assertThat(failure.detail()).contains("messages[0].content[1]");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
        assertThat(upstream.last().wasServed(LONG)).isFalse();
    }

    @Test
    void aCallerWhoLeavesEndsThem() throws InterruptedException {
        upstream.answers("/a.png").stalls();
        AtomicReference<Failure> failure = new AtomicReference<>();
        Thread call = Thread.ofVirtual()
                .start(() -> failure.set(failureOf(request(upstream.at("/a.png").toString()), LONG)));
        await(() -> !upstream.arrivals().isEmpty());

        call.interrupt();
        call.join();

        assertThat(failure.get().code()).isEqualTo("cancelled");
        assertThat(upstream.last().wasServed(LONG)).isFalse();
    }

    private static Failure failureOf(ChatRequest request, Duration limit) {
        return catchThrowableOfType(CallFailed.class, () -> media(LOOPBACK, 100).in(request, List.of(), limit))
                .failure();
    }

    private static Content image(String text) {
        String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return new Content.Image("data:image/png;base64," + base64, Optional.empty());
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable fetch) {
        assertThatThrownBy(fetch)
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        e -> assertThat(e.failure())
                                .isInstanceOf(Failure.Rejected.class)
                                .extracting(Failure::detail)
                                .asString()
                                .contains("messages[0].content[")
                                .doesNotContain("127.0.0.1"));
    }

    private static InlineMedia media(List<Network> allowed, long bytes) {
        MediaSettings settings = new MediaSettings(bytes, LONG.multipliedBy(2), allowed);
        return new InlineMedia(new MediaFetch(settings, new Lookups()), settings);
    }

    private static ChatRequest request(String... addresses) {
        List<Content> content = new java.util.ArrayList<>();
        content.add(new Content.Text("What?"));
        for (String address : addresses) {
            content.add(new Content.Image(address, Optional.empty()));
        }
        return ChatRequest.builder()
                .message(new Message(Role.USER, content, Optional.empty()))
                .build();
    }
}
