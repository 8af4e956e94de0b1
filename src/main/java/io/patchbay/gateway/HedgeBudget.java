package io.patchbay.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One in {@value #CALLS} calls of an alias may be hedged; what is not used is kept, up to {@value #KEPT}. */
final class HedgeBudget {

    /** 5 % of calls. */
    static final int CALLS = 20;

    private static final int KEPT = 10;

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    void called(String alias) {
        of(alias).updateAndGet(count -> Math.min(count + 1, CALLS * KEPT));
    }

    boolean take(String alias) {
        return of(alias).getAndUpdate(count -> count < CALLS ? count : count - CALLS) >= CALLS;
    }

    private AtomicInteger of(String alias) {
        return calls.computeIfAbsent(alias, name -> new AtomicInteger());
    }
}
