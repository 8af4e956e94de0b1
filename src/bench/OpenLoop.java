import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate, whether or not earlier ones were answered, and measures each from the moment at which it
 * was due, so that a stall is seen by all whom it would have kept waiting. The first fifth warms up and is not counted.
 *
 * <p>Arguments: url, headers' file, body's file, requests per second, seconds. Prints p50, p99 and p99.9 in microseconds
 * and the number of requests that failed.
 */
final class OpenLoop {

    private final URI uri;
    private final byte[] request;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger failed = new AtomicInteger();

    private OpenLoop(URI uri, byte[] request) {
        this.uri = uri;
        this.request = request;
    }

    private record Connection(Socket socket, InputStream in) {}

    public static void main(String[] args) throws Exception {
        URI uri = URI.create(args[0]);
        OpenLoop loop = new OpenLoop(uri, request(uri, Path.of(args[1]), Path.of(args[2])));
        int rate = Integer.parseInt(args[3]);
        loop.run(rate, rate * Integer.parseInt(args[4]));
    }

    static byte[] request(URI uri, Path headers, Path body) throws IOException {
        byte[] content = Files.readAllBytes(body);
        StringBuilder head = new StringBuilder("POST ").append(uri.getRawPath()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(uri.getAuthority()).append("\r\n");
        for (String header : Files.readAllLines(headers)) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Type: application/json\r\nContent-Length: ").append(content.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    private void run(int rate, int count) throws InterruptedException {
        long[] micros = new long[count];
        CountDownLatch left = new CountDownLatch(count);
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + i * 1_000_000_000L / rate;
            LockSupport.parkNanos(due - System.nanoTime());
            int n = i;
            Thread.ofVirtual().start(() -> {
                exchange();
                micros[n] = (System.nanoTime() - due) / 1_000;
                left.countDown();
            });
        }
        left.await();
        long[] counted = Arrays.copyOfRange(micros, count / 5, count);
        Arrays.sort(counted);
        System.out.printf(
                Locale.ROOT,
                "%d %d %d %d%n",
                counted[counted.length / 2],
                counted[(int) (counted.length * 0.99)],
                counted[(int) (counted.length * 0.999)],
                failed.get());
    }

    private void exchange() {
        try {
            Connection connection = idle.pollFirst();
            if (connection == null) {
                Socket socket = new Socket(uri.getHost(), uri.getPort());
                socket.setTcpNoDelay(true);
                connection = new Connection(socket, new BufferedInputStream(socket.getInputStream()));
            }
            connection.socket.getOutputStream().write(request);
            if (answer(connection.in)) {
                idle.addFirst(connection);
            } else {
                connection.socket.close();
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    /** Whether the connection can be used again. */
    private boolean answer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            failed.incrementAndGet();
        }
        int length = -1;
        boolean keep = true;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            keep &= !lower.equals("connection: close");
        }
        if (length >= 0) {
            in.skipNBytes(length);
            return keep;
        }
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            in.skipNBytes(size);
            line(in);
        }
        line(in);
        return keep;
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
