package io.patchbay.provider;

import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.NotCounted;
import io.patchbay.call.Failure.ModelNotFound;
import io.patchbay.chat.Reply;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Serves the calls of one row. {@link ProviderClasses} makes a subclass of it for each row, whose {@code call} carries
 * the MicroProfile Fault Tolerance annotations with the row's values; this class itself is no bean.
 */
@Vetoed
public class GuardedProvider implements Provider {

    private final Wire wire;
    private final ProviderHealth health;

    @Inject
    public GuardedProvider(Wire wire, ProviderHealth health) {
        this.wire = wire;
        this.health = health;
    }

    @Override
    public Optional<Reply> call(Exchange exchange) {
        Target target = exchange.target();
        try {
            Optional<Reply> reply = wire.call(exchange);
            health.succeeded(target);
            return reply;
        } catch (CallFailed failed) {
            exchange.tries().failed(failed.failure());
            throw judged(exchange.ask(), target, failed);
        }
    }

    /** A vendor that counts no tokens, or that has a model for chats alone, may answer chats as ever. */
    private CallFailed judged(Ask ask, Target target, CallFailed failed) {
        boolean saysNothing =
                ask instanceof Ask.Count || !(ask instanceof Ask.Chat) && failed.failure() instanceof ModelNotFound;
        return saysNothing ? new NotCounted(failed.failure()) : health.judged(target, failed);
    }
}
