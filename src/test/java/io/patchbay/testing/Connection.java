package io.patchbay.testing;

import io.patchbay.testing.Behaviour.Fault;
import io.patchbay.testing.Behaviour.Length;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One client's connection to the {@link Upstream}. */
final class Connection {

    private static final int TLS_HANDSHAKE = 0x16;
    private static final byte[] NO_TLS =
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** The next request; null if there is none, or if it comes by TLS, to which a plain port can only say no. */
    Arrival next() throws IOException {
        if (beginsTls()) {
            out.write(NO_TLS);
            return null;
        }
        String line = line();
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String header = required(line()); !header.isEmpty(); header = required(line())) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim(),
                    (a, b) -> a + ", " + b);
        }
        return new Arrival(words[0], words[1], Map.copyOf(headers), body(headers));
    }

    private boolean beginsTls() throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == TLS_HANDSHAKE;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.write(in.readNBytes(size));
                required(line());
            }
            required(line());
            return body.toByteArray();
        }
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private int chunkSize() throws IOException {
        return HexFormat.fromHexDigits(required(line()).split(";", 2)[0].trim());
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static String required(String line) throws EOFException {
        if (line == null) {
            throw new EOFException("a request broke off");
        }
        return line;
    }

    /** Answers; false if the connection is of no more use. */
    boolean answer(Behaviour behaviour) throws IOException, InterruptedException {
        behaviour.delay().await();
        long allowed = behaviour.fault().map(Fault::afterBytes).orElse(Long.MAX_VALUE);
        if (allowed >= 0 && write(behaviour, allowed)) {
            return behaviour.chunked() || behaviour.length() instanceof Length.Told;
        }
        switch (behaviour.fault().orElseThrow().kind()) {
            case CLOSE -> {}
            case RESET -> socket.setSoLinger(true, 0);
            case STALL -> in.transferTo(OutputStream.nullOutputStream());
        }
        return false;
    }

    /** Writes up to so many bytes of the body; true if that was all of it. */
    private boolean write(Behaviour behaviour, long allowed) throws IOException, InterruptedException {
        byte[] head = head(behaviour);
        if (behaviour.chunked() || allowed == 0) {
            out.write(head);
            head = new byte[0];
        }
        long left = allowed;
        boolean first = true;
        for (byte[] piece : behaviour.pieces()) {
            if (left == 0) {
                return false;
            }
            if (!first) {
                Thread.sleep(behaviour.pace());
            }
            int size = (int) Math.min(left, piece.length);
            out.write(behaviour.chunked() ? chunk(piece, size) : joined(head, piece, size));
            head = new byte[0];
            left -= size;
            first = false;
            if (size < piece.length) {
                return false;
            }
        }
        if (left == 0) {
            return false;
        }
        out.write(behaviour.chunked() ? LAST_CHUNK : head);
        return true;
    }

    private static byte[] head(Behaviour behaviour) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + behaviour.status() + " Scripted\r\n");
        behaviour
                .headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append(
                switch (behaviour.length()) {
                    case Length.Chunks() -> "Transfer-Encoding: chunked\r\n";
                    case Length.Told() -> contentLength(size(behaviour));
                    case Length.Claimed(long bytes) -> contentLength(bytes) + "Connection: close\r\n";
                    case Length.Untold() -> "Connection: close\r\n";
                });
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static long size(Behaviour behaviour) {
        return behaviour.pieces().stream().mapToLong(piece -> piece.length).sum();
    }

    private static String contentLength(long bytes) {
        return "Content-Length: " + bytes + "\r\n";
    }

    private static byte[] chunk(byte[] piece, int size) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(size + 16);
        chunk.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(piece, 0, size);
        chunk.write(LINE_END);
        return chunk.toByteArray();
    }

    private static byte[] joined(byte[] head, byte[] piece, int size) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + size);
        all.writeBytes(head);
        all.write(piece, 0, size);
        return all.toByteArray();
    }
}
