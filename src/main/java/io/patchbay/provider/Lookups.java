package io.patchbay.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Looks up the addresses of hosts. A lookup can't be broken off, so each has a thread of its own, and whoever waits for it
 * goes when his time is up. All who ask for a host meanwhile wait for the same lookup: one that hangs holds one thread.
 */
@ApplicationScoped
class Lookups {

    /** How a host's addresses are found. */
    interface Directory {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private final Directory directory;
    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    @Inject
    Lookups() {
        this(InetAddress::getAllByName);
    }

    Lookups(Directory directory) {
        this.directory = directory;
    }

    /** Waits until one of the watch's clocks runs out. */
    InetAddress[] of(String host, Watch watch) throws UnknownHostException {
        CompletableFuture<InetAddress[]> answer = shared(host).copy();
        watch.onExpiry(() -> answer.cancel(false));
        return awaited(answer, host);
    }

    InetAddress[] of(String host, Duration limit) throws UnknownHostException {
        return awaited(shared(host).copy().orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS), host);
    }

    private CompletableFuture<InetAddress[]> shared(String host) {
        return underWay.computeIfAbsent(host, this::begun);
    }

    /** On a platform thread: the system's resolver blocks in native code, which would hold a carrier of all virtual ones. */
    private CompletableFuture<InetAddress[]> begun(String host) {
        CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
        Thread.ofPlatform().name("patchbay-lookup").daemon().start(() -> lookUp(host, answer));
        return answer;
    }

    private void lookUp(String host, CompletableFuture<InetAddress[]> answer) {
        try {
            InetAddress[] found = directory.addressesOf(host);
            underWay.remove(host);
            answer.complete(found);
        } catch (UnknownHostException | RuntimeException e) {
            underWay.remove(host);
            answer.completeExceptionally(e);
        }
    }

    private static InetAddress[] awaited(CompletableFuture<InetAddress[]> answer, String host)
            throws UnknownHostException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException late) {
            // Told below.
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
        }
        throw new UnknownHostException(host + " was not looked up in time");
    }
}
