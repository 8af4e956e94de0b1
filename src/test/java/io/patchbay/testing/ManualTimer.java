package io.patchbay.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer, and the time it goes by, that move only when they are told to. Runs tasks on the caller's thread. */
public final class ManualTimer extends ScheduledThreadPoolExecutor {

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(task -> task.at));
    private long now;

    public ManualTimer() {
        super(0);
    }

    public long nanoTime() {
        return now;
    }

    /** Tasks that have neither run nor been cancelled. */
    public long waiting() {
        return tasks.stream().filter(task -> !task.isCancelled()).count();
    }

    /** Lets time pass, and runs what is due on the way, each task at its own time. */
    public void advance(Duration time) {
        long end = now + time.toNanos();
        for (Optional<Task> due = due(end); due.isPresent(); due = due(end)) {
            now = Math.max(now, due.get().at);
            due.get().run();
        }
        now = end;
    }

    private Optional<Task> due(long end) {
        Task first = tasks.peek();
        return first != null && first.at <= end ? Optional.of(tasks.remove()) : Optional.empty();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now + unit.toNanos(delay));
        tasks.add(task);
        return task;
    }

    private final class Task extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final long at;

        Task(Runnable command, long at) {
            super(command, null);
            this.at = at;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
