package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.ProviderFault;
import io.patchbay.call.CallFailed.QuickRetryable;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.ModelNotFound;
import io.patchbay.chat.Reply;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;

/**
 * Serves the calls of one row. {@link ProviderClasses} makes a subclass of it for each row, whose {@code call} carries
 * the MicroProfile Fault Tolerance annotations with the row's values; this class itself is no bean.
 */
@Vetoed
public class GuardedProvider implements Provider {

    private static final Logger LOG = System.getLogger(GuardedProvider.class.getName());

    private final Wire wire;
    private final ProviderHealth health;
    private final Clock clock;

    @Inject
    public GuardedProvider(Wire wire, ProviderHealth health, Clock clock) {
        this.wire = wire;
        this.health = health;
        this.clock = clock;
    }

    @Override
    public Optional<Reply> call(Exchange exchange) {
        Target target = exchange.target();
        health.passed(target.provider());
        Witness witness = new Witness(exchange, clock);
        try {
            Optional<Reply> reply = wire.call(witness.watched());
            health.succeeded(target);
            return reply;
        } catch (CallFailed failed) {
            throw withinBudget(ended(exchange, witness, witness.seen(failed)), exchange);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "An attempt at " + target + " failed in our own code", e);
            throw ended(exchange, witness, CallFailed.of(Failure.Unexpected.logged()));
        }
    }

    private CallFailed ended(Exchange exchange, Witness witness, CallFailed failed) {
        exchange.tries().failed(failed.failure());
        boolean aside = isAside(exchange.ask(), failed.failure());
        if (witness.sawNothing(failed.failure()) || aside && failed instanceof ProviderFault) {
            return health.undecided(exchange.target().provider(), failed);
        }
        return aside ? health.answered(exchange.target().provider(), failed) : health.judged(exchange.target(), failed);
    }

    /** {@code @Retry} knows of no budget and no deadline, so what must not be tried again comes to it as another fault. */
    private static CallFailed withinBudget(CallFailed failed, Exchange exchange) {
        return failed instanceof QuickRetryable && !exchange.tries().mayTryAgain()
                ? new ProviderFault(failed.failure())
                : failed;
    }

    /** A vendor that counts no tokens, or that has a model for chats alone, may answer chats as ever. */
    private static boolean isAside(Ask ask, Failure failure) {
        return ask instanceof Ask.Count || !(ask instanceof Ask.Chat) && failure instanceof ModelNotFound;
    }
}
