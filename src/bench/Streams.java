import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds many streams at once. The upstream writes the time into each event, so an event's delay is that from the upstream's
 * write to our read.
 *
 * <p>Arguments: url, headers' file, body's file, streams, events of each. Prints p50 and p99 of the first event and p50 and
 * p99 of all events in microseconds, and how many streams were whole.
 */
final class Streams {

    private static final String MARK = "sent:";

    private final AtomicInteger whole = new AtomicInteger();
    private final URI uri;
    private final byte[] request;
    private final long[] first;
    private final long[] delays;
    private final int each;

    private Streams(URI uri, byte[] request, int streams, int each) {
        this.uri = uri;
        this.request = request;
        this.first = new long[streams];
        this.delays = new long[streams * each];
        this.each = each;
    }

    public static void main(String[] args) throws Exception {
        URI uri = URI.create(args[0]);
        byte[] request = OpenLoop.request(uri, Path.of(args[1]), Path.of(args[2]));
        new Streams(uri, request, Integer.parseInt(args[3]), Integer.parseInt(args[4])).run();
    }

    private void run() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(first.length);
        for (int i = 0; i < first.length; i++) {
            int n = i;
            Thread.ofVirtual().start(() -> {
                stream(n);
                left.countDown();
            });
            Thread.sleep(1);
        }
        left.await();
        Arrays.sort(first);
        Arrays.sort(delays);
        System.out.printf(
                Locale.ROOT,
                "%d %d %d %d %d%n",
                first[first.length / 2],
                first[(int) (first.length * 0.99)],
                delays[delays.length / 2],
                delays[(int) (delays.length * 0.99)],
                whole.get());
    }

    private void stream(int n) {
        Arrays.fill(delays, n * each, (n + 1) * each, Long.MAX_VALUE);
        first[n] = Long.MAX_VALUE;
        long begun = System.nanoTime();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(request);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            int events = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int at = line.indexOf(MARK);
                if (at >= 0 && events < each) {
                    int from = at + MARK.length();
                    long sent = Long.parseLong(line.substring(from, line.indexOf(';', from)));
                    delays[n * each + events++] = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - sent;
                    if (events == 1) {
                        first[n] = (System.nanoTime() - begun) / 1_000;
                    }
                }
                if (line.contains("[DONE]")) {
                    if (events == each) {
                        whole.incrementAndGet();
                    }
                    return;
                }
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }
}
