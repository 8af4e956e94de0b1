package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Arrival;
import io.patchbay.testing.Client;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many callers at the moments in which breakers let a probe through: only one of them reaches the provider. {@code -Dmoments=1000} shows
 * a thousand such moments, in about six minutes; without, it is a few seconds.
 */
@ExtendWith(RunningPatchbay.Extension.class)
class OneProbeIT {

    private static final int CALLERS = 200;
    private static final int MOMENTS = Integer.getInteger("moments", 16);

    /** Of the rows' breakers, which open with one failure. */
    private static final Duration DELAY = Duration.ofMillis(400);

    private static final Duration PROBE = Duration.ofMillis(100);
    private static final List<String> ROWS = List.of("probed", "probed-too");

    private final Upstream upstream;
    private final Client client;

    OneProbeIT(RunningPatchbay patchbay) {
        this.upstream = patchbay.upstream();
        this.client = patchbay.client();
    }

    @Test
    void ofAllCallersAtAHalfOpenMomentOneIsTheProbe() throws Exception {
        upstream.forget();
        for (String row : ROWS) {
            upstream.answers("/" + row + "/v1/chat/completions").fails(503).after(PROBE);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> rows = new ArrayList<>();
            for (String row : ROWS) {
                rows.add(threads.submit(() -> {
                    moments(row, MOMENTS / ROWS.size(), threads);
                    return null;
                }));
            }
            for (Future<Void> row : rows) {
                row.get();
            }
        }
        ROWS.forEach(this::requireOneProbeAtATime);
    }

    private void moments(String row, int count, ExecutorService threads) throws Exception {
        call(row); // opens it
        for (int moment = 0; moment < count; moment++) {
            Thread.sleep(DELAY);
            CountDownLatch now = new CountDownLatch(1);
            List<Future<Client.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(threads.submit(() -> {
                    now.await();
                    return call(row);
                }));
            }
            now.countDown();
            for (Future<Client.Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(503);
            }
        }
    }

    private Client.Answer call(String row) {
        return client.chat(
                "{\"model\":\"@%s/%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}".formatted(row, row),
                "x-patchbay-use-fallback",
                "false");
    }

    private void requireOneProbeAtATime(String row) {
        List<Arrival> probes = upstream.arrivals(row);
        Duration least = Duration.ofDays(1);
        for (int i = 1; i < probes.size(); i++) {
            Duration gap = probes.get(i).since(probes.get(i - 1));
            least = gap.compareTo(least) < 0 ? gap : least;
        }
        System.out.printf(
                "%s: %d calls of %d at once, %d probes, the closest %d ms apart%n",
                row, CALLERS * (MOMENTS / ROWS.size()), CALLERS, probes.size() - 1, least.toMillis());
        // On a busy server a probe may outlast the delay; then the next one may begin.
        assertThat(least).isGreaterThan(DELAY.dividedBy(2));
        assertThat(probes).hasSizeGreaterThanOrEqualTo(1 + MOMENTS / ROWS.size());
    }
}
