package io.patchbay.gateway;

import io.patchbay.budget.RateLimit;
import io.patchbay.call.Allowance;
import io.patchbay.call.Allowance.Side;
import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.ledger.Passages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One minute that never ends. */
final class FakePassages implements Passages {

    long requests;
    long tokens;

    @Override
    public Allowance pass(UUID id, Call call, List<RateLimit> limits, long expected) {
        RateLimit limit = limits.getFirst();
        long most = limit.requests().orElseThrow();
        if (requests == most) {
            throw CallFailed.of(new Failure.RateLimited("enough", Duration.ofSeconds(7), left(most)));
        }
        requests++;
        tokens += expected;
        return left(most);
    }

    private Allowance left(long most) {
        return new Allowance(Optional.of(new Side(most, most - requests, Duration.ofSeconds(60))), Optional.empty());
    }

    @Override
    public void correct(UUID id, Call call, List<RateLimit> limits, Instant at, long difference) {
        tokens += difference;
    }
}
