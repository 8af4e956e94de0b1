package io.patchbay.gateway;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.Reply;
import io.patchbay.provider.Ask;
import io.patchbay.provider.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** A target's turn in a call: one attempt, or several side by side where the provider takes no more at once. */
@ApplicationScoped
class Turns {

    /** Of one call; a provider has others to serve. */
    private static final int SIDE_BY_SIDE = 8;

    private final Attempts attempts;
    private final Abilities abilities;

    @Inject
    Turns(Attempts attempts, Abilities abilities) {
        this.attempts = attempts;
        this.abilities = abilities;
    }

    /**
     * @return the answer; empty if it was streamed
     * @throws CallFailed if there is none
     */
    Optional<Reply> at(Target target, Progress progress) {
        abilities
                .lacking(
                        target,
                        progress.ask(),
                        progress.needs(),
                        progress.call().caller().rights())
                .ifPresent(failure -> {
                    progress.skip(target, failure);
                    throw CallFailed.of(failure);
                });
        if (progress.ask() instanceof Ask.Embed(EmbeddingRequest request)) {
            List<EmbeddingRequest> batches =
                    Batches.of(request, target.provider().batch());
            if (batches.size() > 1) {
                return Optional.of(together(batches, target, progress));
            }
        }
        return attempts.at(target, progress);
    }

    /** The batches that are broken off after the first failure have failures of their own, which are not the target's. */
    private EmbeddingReply together(List<EmbeddingRequest> batches, Target target, Progress progress) {
        try {
            return sideBySide(batches, target, progress);
        } catch (CallFailed failed) {
            progress.note(target, failed.failure());
            throw failed;
        }
    }

    private EmbeddingReply sideBySide(List<EmbeddingRequest> batches, Target target, Progress progress) {
        progress.splitInto(batches.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                return joined(started(batches, target, progress, threads));
            } finally {
                threads.shutdownNow(); // Of a call that failed or was left, nobody waits for the rest.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailed.of(new Failure.Cancelled("the caller left"));
        }
    }

    /** As many at once as the provider takes; no further one after a failure. */
    private List<Future<EmbeddingReply>> started(
            List<EmbeddingRequest> batches, Target target, Progress progress, ExecutorService threads)
            throws InterruptedException {
        Semaphore room =
                new Semaphore(Math.min(SIDE_BY_SIDE, target.provider().limits().concurrent()));
        List<Future<EmbeddingReply>> running = new ArrayList<>(batches.size());
        for (EmbeddingRequest batch : batches) {
            room.acquire();
            if (running.stream().anyMatch(Turns::hasFailed)) {
                break;
            }
            running.add(threads.submit(() -> {
                try {
                    return (EmbeddingReply)
                            attempts.at(target, new Ask.Embed(batch), progress).orElseThrow();
                } finally {
                    room.release();
                }
            }));
        }
        return running;
    }

    private static boolean hasFailed(Future<?> batch) {
        return batch.state() == Future.State.FAILED;
    }

    /** The first failure is the answer's: a part of the vectors is none. */
    private static EmbeddingReply joined(List<Future<EmbeddingReply>> running) throws InterruptedException {
        List<EmbeddingReply> replies = new ArrayList<>(running.size());
        try {
            for (Future<EmbeddingReply> batch : running) {
                replies.add(batch.get());
            }
            return EmbeddingReply.join(replies);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CallFailed failed) {
                throw failed;
            }
            throw new IllegalStateException("a batch failed in our own code", e.getCause());
        }
    }
}
