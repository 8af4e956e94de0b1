package io.patchbay.ledger;

import io.patchbay.api.LetsEveryoneReadAll;
import io.patchbay.api.UsageResource;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Settled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Settles calls as a face would: on virtual threads, and answered once they are recorded. */
@Path("/calls")
@ApplicationScoped
public class RecordingFace {

    /** Beside the face, Patchbay's own reading. */
    @ApplicationPath("/api/v1")
    public static class Rest extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(RecordingFace.class, UsageResource.class, LetsEveryoneReadAll.class);
        }
    }

    private final LedgerWriter ledger;

    @Inject
    public RecordingFace(LedgerWriter ledger) {
        this.ledger = ledger;
    }

    @GET
    public String written() {
        return ledger.written().rows() + " " + ledger.written().commits();
    }

    @POST
    @Path("/{id}")
    public void record(@PathParam("id") String id, @Suspended AsyncResponse response) {
        Thread.ofVirtual().start(() -> response.resume(recorded(id)));
    }

    private Response recorded(String id) {
        try {
            ledger.record(call(id));
            return Response.ok(id).build();
        } catch (CallFailed failed) {
            return Response.status(503).entity(failed.getMessage()).build();
        }
    }

    private static Settled call(String id) {
        return Calls.call(id).at(Instant.now().toString()).settled();
    }

    /** Records without HTTP in the way, and says how long it took: rows, commits, seconds, median and 99th in microseconds. */
    @POST
    @Path("/measure")
    public void measure(
            @QueryParam("callers") int callers, @QueryParam("each") int each, @Suspended AsyncResponse response) {
        Thread.ofVirtual().start(() -> response.resume(measured(callers, each)));
    }

    private String measured(int callers, int each) {
        LedgerWriter.Written before = ledger.written();
        long[] took = new long[callers * each];
        CountDownLatch done = new CountDownLatch(callers);
        long start = System.nanoTime();
        for (int caller = 0; caller < callers; caller++) {
            int first = caller * each;
            Thread.ofVirtual().start(() -> {
                for (int i = first; i < first + each; i++) {
                    long begin = System.nanoTime();
                    ledger.record(call("m" + i));
                    took[i] = System.nanoTime() - begin;
                }
                done.countDown();
            });
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        LedgerWriter.Written after = ledger.written();
        long rows = after.rows() - before.rows();
        long commits = after.commits() - before.commits();
        Arrays.sort(took);
        return "%d callers: %d rows in %d commits (%.1f rows/commit), %.2f s, %.0f rows/s, %.0f commits/s, median %d µs, p99 %d µs"
                .formatted(
                        callers,
                        rows,
                        commits,
                        (double) rows / commits,
                        seconds,
                        rows / seconds,
                        commits / seconds,
                        took[took.length / 2] / 1000,
                        took[took.length * 99 / 100] / 1000);
    }
}
