package io.patchbay.endurance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Calls Patchbay with a connection of its own for each call, so that none is kept on either side. */
record Caller(int port) {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * @param status 0 where not even a head came
     * @param whole whether the response has come to its own end
     */
    record Answer(int status, String body, boolean whole, Duration took) {}

    Answer post(String path, String json) {
        long start = System.nanoTime();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = connect(0)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            send(socket, path, json);
            socket.getInputStream().transferTo(received);
        } catch (IOException e) {
            // What came until then is the answer.
        }
        return answer(received.toByteArray(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** @param window bytes that the connection takes in before anybody reads them; 0 for the usual number */
    Socket connect(int window) throws IOException {
        Socket socket = new Socket();
        if (window > 0) {
            socket.setReceiveBufferSize(window);
        }
        socket.connect(new InetSocketAddress("localhost", port));
        return socket;
    }

    void send(Socket socket, String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = """
                POST %s HTTP/1.1\r
                Host: localhost:%d\r
                Authorization: Bearer key-of-the-endurance-tests\r
                Content-Type: application/json\r
                Content-Length: %d\r
                x-patchbay-use-fallback: %b\r
                Connection: close\r
                \r
                """.formatted(path, port, body.length, !json.contains("\"@"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        socket.getOutputStream().write(request.toByteArray());
    }

    private static Answer answer(byte[] bytes, Duration took) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, "", false, took);
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        String rest = text.substring(end + 4);
        return head.contains("transfer-encoding: chunked")
                ? chunked(status, rest, took)
                : new Answer(status, utf8(rest), rest.length() == length(head), took);
    }

    private static Answer chunked(int status, String rest, Duration took) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int line = rest.indexOf("\r\n", at);
            int size = line < 0 ? -1 : Integer.parseInt(rest, at, line, 16);
            if (size <= 0 || line + 2 + size > rest.length()) {
                return new Answer(status, utf8(body.toString()), size == 0, took);
            }
            body.append(rest, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
            if (at > rest.length()) {
                return new Answer(status, utf8(body.toString()), false, took);
            }
        }
    }

    private static int length(String head) {
        int at = head.indexOf("content-length: ");
        return at < 0
                ? -1
                : Integer.parseInt(head.substring(at + 16).split("\r\n", 2)[0].strip());
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
