package io.patchbay.provider;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many further tries a provider gets: a share of the calls that it got lately, so that its outage does not double its
 * load. What calls leave unused is kept, up to {@value #KEPT} tries, with which a provider begins too.
 */
@ApplicationScoped
public class RetryBudget {

    /** The most further tries at once. */
    static final int KEPT = 10;

    private static final int PARTS = 1_000;

    private final Map<String, AtomicInteger> left = new ConcurrentHashMap<>();

    /** The provider gets a call. */
    public void called(ProviderSettings provider) {
        int share = (int) Math.round(provider.retryBudget() * PARTS);
        of(provider).updateAndGet(parts -> Math.min(parts + share, KEPT * PARTS));
    }

    /** Whether it may be tried once more; if so, that is taken from what is left. */
    public boolean take(ProviderSettings provider) {
        if (provider.retryBudget() == 0) {
            return false;
        }
        return of(provider).getAndUpdate(parts -> parts < PARTS ? parts : parts - PARTS) >= PARTS;
    }

    private AtomicInteger of(ProviderSettings provider) {
        return left.computeIfAbsent(provider.id(), id -> new AtomicInteger(KEPT * PARTS));
    }
}
