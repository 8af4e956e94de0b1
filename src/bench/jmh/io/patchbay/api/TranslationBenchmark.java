package io.patchbay.api;

import io.patchbay.call.Attempt;
import io.patchbay.call.Allowance;
import io.patchbay.call.Call;
import io.patchbay.call.CallId;
import io.patchbay.call.Caller;
import io.patchbay.call.Explanation;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.Chunk;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Frames;
import io.patchbay.dialect.Json;
import io.patchbay.provider.Dialect.StreamReader;
import io.patchbay.provider.WireCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a call costs between its bytes and ours, on the way out and back, without network and ledger; each on a virtual
 * thread of its own, as the server has it. The median counts: what else the machine does shows in the mean.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Djmh.executor=VIRTUAL", "-Djdk.virtualThreadScheduler.parallelism=1"})
public class TranslationBenchmark {

    private static final Settled SETTLED = new Settled(CallId.next(), 
            new Call(
                    "req_1",
                    Optional.empty(),
                    Caller.ANONYMOUS,
                    Call.Labels.NONE,
                    Map.of(),
                    true,
                    Optional.empty(),
                    Instant.EPOCH),
            Outcome.COMPLETED,
            Optional.of("vendor"),
            Optional.of("model"),
            Usage.NONE,
            Optional.empty(),
            Optional.empty(),
            true,
            Duration.ZERO,
            Optional.empty(),
            List.<Attempt>of(),
            Optional.empty(),
            Allowance.UNLIMITED,
            Explanation.NONE);

    /** Who asks, in which dialect, and whom. */
    @State(Scope.Thread)
    public static class Pair {

        @Param
        public From from;

        @Param
        public To to;
    }

    /** The length of what is asked. */
    @State(Scope.Thread)
    public static class Prompt {

        @Param({"1", "100"})
        public int kilobytes;

        byte[] body = {};

        @Setup
        public void write(Pair pair) {
            body = pair.from.request(Texts.prompt(kilobytes), false);
        }
    }

    /** A streamed answer of a hundred events to a prompt of a kilobyte. */
    @State(Scope.Thread)
    public static class Streamed {

        byte[] body = {};

        @Setup
        public void write(Pair pair) {
            body = pair.from.request(Texts.prompt(1), true);
        }
    }

    @Benchmark
    public Thread whole(Pair pair, Prompt prompt, Blackhole results) throws InterruptedException {
        return done(() -> results.consume(answered(pair, prompt)));
    }

    @Benchmark
    public Thread stream(Pair pair, Streamed streamed, Blackhole results) throws InterruptedException {
        return done(() -> results.consume(answeredInPieces(pair, streamed)));
    }

    /** A call, which may fail. */
    private interface Work {
        void run() throws IOException;
    }

    private static Thread done(Work work) throws InterruptedException {
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.join();
        return thread;
    }

    private static int answered(Pair pair, Prompt prompt) throws IOException {
        From.Asked asked = pair.from.read(Json.readStrictly(prompt.body));
        WireCall call = pair.to.call(asked.request(), false);
        ChatReply reply = (ChatReply) call.whole().apply(pair.to.answer());
        return call.request().body().orElseThrow().length + asked.whole().apply(reply).length;
    }

    private static int answeredInPieces(Pair pair, Streamed streamed) throws IOException {
        From.Asked asked = pair.from.read(Json.readStrictly(streamed.body));
        WireCall call = pair.to.call(asked.request(), true);
        StreamReader reader = call.stream().get();
        EventWriter writer = asked.events().get();
        ByteArrayOutputStream written = new ByteArrayOutputStream(1 << 16);
        SseOutput out = new SseOutput(written);
        Frames frames = Frames.of("text/event-stream", new ByteArrayInputStream(pair.to.stream()));
        for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
            Optional<Chunk> chunk = reader.read(frame.event(), frame.data());
            if (chunk.isPresent()) {
                writer.piece(chunk.get(), out);
            }
        }
        writer.end(SETTLED, out);
        return call.request().body().orElseThrow().length + written.size();
    }
}
