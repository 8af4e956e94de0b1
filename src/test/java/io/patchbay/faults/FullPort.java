package io.patchbay.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue is full, so that who connects gets no answer at all. */
final class FullPort implements AutoCloseable {

    private static final int QUEUE = 1;
    private static final int MORE_THAN_ENOUGH = 8;

    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    FullPort() throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        server = new ServerSocket(0, QUEUE, here);
        for (int i = 0; i < MORE_THAN_ENOUGH; i++) {
            SocketChannel channel = SocketChannel.open();
            waiting.add(channel);
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(here, port()));
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : waiting) {
            channel.close();
        }
        server.close();
    }
}
