package io.patchbay.gateway;

import io.patchbay.call.CallFailed.CallerFault;
import io.patchbay.chat.Reply;
import io.patchbay.provider.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Targets that are asked side by side, each on a thread of its own: who shows something first gives the answer, and the
 * others are left. Belongs to the thread of the call, which waits here.
 */
final class Race {

    private final Function<Target, Optional<Reply>> turn;
    private final List<Runner> runners = new ArrayList<>(2);
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Runner> leader = new AtomicReference<>();

    /** @param turn takes a target's turn in the call */
    Race(Function<Target, Optional<Reply>> turn) {
        this.turn = turn;
    }

    private sealed interface News {}

    private record Showed(Runner of) implements News {}

    private record Answered(Runner of, Optional<Reply> reply) implements News {}

    private record Failed(Runner of, RuntimeException failure) implements News {}

    void start(Target target) {
        Runner runner = new Runner(target);
        runners.add(runner);
        runner.thread.start();
    }

    /** Waits as long for a sign of those who have started; whether there was none. */
    boolean isQuietFor(Duration time) throws InterruptedException {
        News first = news.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            news.add(first);
        }
        return first == null;
    }

    /** The answer of whoever leads; if all failed, the first one's failure. */
    Optional<Reply> end() throws InterruptedException {
        for (int running = runners.size(); running > 0; ) {
            switch (news.take()) {
                case Showed showed -> leaveAllBut(showed.of());
                case Answered answered
                when isLeader(answered.of()) -> {
                    return answered.reply();
                }
                case Failed failed when isLeader(failed.of()) || isForAll(failed) -> throw failed.failure();
                case News ended -> running--;
            }
        }
        throw runners.getFirst().failure();
    }

    /** Nobody runs any more. */
    void close() {
        leaveAllBut(null);
        boolean interrupted = false;
        for (Runner runner : runners) {
            while (runner.thread.isAlive()) {
                try {
                    runner.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void leaveAllBut(@Nullable Runner one) {
        runners.stream().filter(runner -> runner != one).forEach(runner -> runner.thread.interrupt());
    }

    private boolean isLeader(Runner runner) {
        return leader.get() == runner;
    }

    /** Who was asked for is right about the caller's request; somebody who stands in may only not be up to it. */
    private boolean isForAll(Failed failed) {
        boolean first = failed.of() == runners.getFirst() && !failed.of().lost();
        return first && failed.failure() instanceof CallerFault;
    }

    Lead leadOf(Target target) {
        return runner(target);
    }

    Optional<Target> leader() {
        return Optional.ofNullable(leader.get()).map(runner -> runner.target);
    }

    /** How long it took until the target showed something, or until it was left; empty if it failed before. */
    Optional<Duration> shownAfter(Target target) {
        return Optional.ofNullable(runner(target).shownAfter);
    }

    List<Target> targets() {
        return runners.stream().map(runner -> runner.target).toList();
    }

    private Runner runner(Target target) {
        return runners.stream().filter(it -> it.target == target).findFirst().orElseThrow();
    }

    /** A target in the race. */
    private final class Runner implements Lead {

        private final Target target;
        private final Thread thread;
        private final long start = System.nanoTime();
        private volatile @Nullable Duration shownAfter;
        private volatile @Nullable RuntimeException failure;

        Runner(Target target) {
            this.target = target;
            this.thread =
                    Thread.ofVirtual().name(Thread.currentThread().getName()).unstarted(this::run);
        }

        private void run() {
            try {
                Optional<Reply> reply = turn.apply(target);
                take();
                news.add(new Answered(this, reply));
            } catch (RuntimeException e) {
                failure = e;
                if (lost()) {
                    noteTime();
                }
                news.add(new Failed(this, e));
            }
        }

        RuntimeException failure() {
            RuntimeException failed = failure;
            return failed == null ? new IllegalStateException("it has not failed") : failed;
        }

        @Override
        public boolean take() {
            noteTime();
            if (leader.compareAndSet(null, this)) {
                news.add(new Showed(this));
            }
            return isLeader(this);
        }

        private void noteTime() {
            if (shownAfter == null) {
                shownAfter = Duration.ofNanos(System.nanoTime() - start);
            }
        }

        @Override
        public boolean lost() {
            Runner first = leader.get();
            return first != null && first != this;
        }
    }
}
