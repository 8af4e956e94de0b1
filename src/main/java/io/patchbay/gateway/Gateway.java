package io.patchbay.gateway;

import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.CallFailed.AfterCommit;
import io.patchbay.call.Failure;
import io.patchbay.call.Outcome;
import io.patchbay.call.Settled;
import io.patchbay.catalogue.TokenCount;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.ModerationReply;
import io.patchbay.chat.ModerationRequest;
import io.patchbay.chat.Reply;
import io.patchbay.chat.TokenTally;
import io.patchbay.provider.Ask;
import io.patchbay.provider.Target;
import io.patchbay.routing.OutOfService;
import io.patchbay.routing.Router;
import io.patchbay.routing.UnknownModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;

/** Takes a call through its steps. Both faces come here, and nothing reaches a provider by another way. */
@ApplicationScoped
public class Gateway {

    private static final Logger LOG = System.getLogger(Gateway.class.getName());

    private final Router router;
    private final Chain chain;
    private final Attempts attempts;
    private final Continuations continuations;
    private final StructuredAnswers structured;
    private final UnderWay underWay;
    private final Allowances allowances;
    private final Treasury treasury;
    private final GatewaySettings settings;
    private final Clock clock;
    private final FailureLog failures;

    @Inject
    Gateway(
            Router router,
            Chain chain,
            Attempts attempts,
            Continuations continuations,
            StructuredAnswers structured,
            UnderWay underWay,
            Allowances allowances,
            Treasury treasury,
            GatewaySettings settings,
            Clock clock) {
        this.router = router;
        this.chain = chain;
        this.attempts = attempts;
        this.continuations = continuations;
        this.structured = structured;
        this.underWay = underWay;
        this.allowances = allowances;
        this.treasury = treasury;
        this.settings = settings;
        this.clock = clock;
        this.failures = new FailureLog(clock);
    }

    /** A whole answer and the row that was written of it. */
    public record Answered<R extends Reply>(R reply, Settled settled) {}

    /**
     * Answers a call whole. Blocks; meant for a virtual thread.
     *
     * @throws io.patchbay.routing.UnknownModel if its model id leads nowhere
     * @throws CallEnded if nobody answered
     */
    public Answered<ChatReply> chat(Call call, ChatRequest request) {
        Progress progress = new Progress(call, new Ask.Chat(request), settings, clock);
        underWay.begins(progress);
        try {
            structured.require(request);
            progress.follow(
                    router.plan(call.model(), call.useFallback(), call.caller().rights()));
            allowances.take(progress);
            treasury.fund(progress);
            ChatReply reply = structured.valid((ChatReply) chain.first(progress).orElseThrow(), progress);
            return new Answered<>(reply, record(progress));
        } catch (UnknownModel nobody) {
            throw nobody;
        } catch (RuntimeException e) {
            throw ended(progress, failure(e, progress));
        } finally {
            underWay.ends(progress);
        }
    }

    private static Failure failure(RuntimeException thrown, Progress progress) {
        if (thrown instanceof OutOfService everyTarget) {
            progress.isOutOfService(everyTarget);
        }
        if (thrown instanceof CallFailed failed) {
            return progress.ended(failed.failure());
        }
        LOG.log(Level.ERROR, "A call failed in our own code", thrown);
        return Failure.Unexpected.logged();
    }

    private CallEnded ended(Progress progress, Failure failure) {
        return new CallEnded(failure, recordFailure(progress, failure));
    }

    /**
     * Answers a call for vectors. Only the same model elsewhere stands in for the one that was asked. Blocks.
     *
     * @throws io.patchbay.routing.UnknownModel if its model id leads nowhere
     * @throws CallEnded if nobody answered
     */
    public Answered<EmbeddingReply> embed(Call call, EmbeddingRequest request) {
        return ofOneModel(call, new Ask.Embed(request), EmbeddingReply.class);
    }

    /**
     * Counts a request's tokens for the model that would be asked first: by its vendor where it tells, else here. Blocks;
     * nothing is billed, and no row written.
     *
     * @throws io.patchbay.routing.UnknownModel if the model id leads nowhere
     */
    public TokenTally count(Call call, ChatRequest request) {
        Target target = router.resolve(call.model(), call.caller().rights());
        TokenTally own = TokenCount.tally(request, target.wireId());
        if (own.exact()) {
            return own;
        }
        Progress progress = new Progress(call, new Ask.Count(request), settings, clock);
        underWay.begins(progress);
        try {
            return (TokenTally) attempts.at(target, progress).orElseThrow();
        } catch (CallFailed untold) {
            return own;
        } finally {
            underWay.ends(progress);
        }
    }

    /** Answers a call for a judgement of content, likewise. */
    public Answered<ModerationReply> moderate(Call call, ModerationRequest request) {
        return ofOneModel(call, new Ask.Moderate(request), ModerationReply.class);
    }

    private <R extends Reply> Answered<R> ofOneModel(Call call, Ask ask, Class<R> kind) {
        Progress progress = new Progress(call, ask, settings, clock);
        underWay.begins(progress);
        try {
            progress.follow(router.planOneModel(
                    call.model(), call.useFallback(), call.caller().rights()));
            allowances.take(progress);
            treasury.fund(progress);
            R reply = kind.cast(chain.first(progress).orElseThrow());
            return new Answered<>(reply, record(progress));
        } catch (UnknownModel nobody) {
            throw nobody;
        } catch (RuntimeException e) {
            throw ended(progress, failure(e, progress));
        } finally {
            underWay.ends(progress);
        }
    }

    /**
     * Answers a call piece by piece. Returns at once; the answer comes through the stream.
     *
     * @param place given back once the stream has ended, or this throws
     * @throws io.patchbay.routing.UnknownModel if its model id leads nowhere
     */
    public ChatStream stream(Call call, ChatRequest request, Room.Place place) {
        try {
            return begun(call, request, place);
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private ChatStream begun(Call call, ChatRequest request, Room.Place place) {
        StreamRelay relay =
                new StreamRelay(settings.slowReader(), request.extra().dialect());
        Progress progress = new Progress(call, new Ask.Chat(request), settings, clock, relay);
        try {
            structured.require(request);
            progress.follow(
                    router.plan(call.model(), call.useFallback(), call.caller().rights()));
            allowances.take(progress);
            treasury.fund(progress);
            relay.allow(progress.payment().allowance());
            relay.start(Thread.ofVirtual().name(call.requestId()).unstarted(() -> {
                try (place) {
                    pour(progress, relay);
                }
            }));
        } catch (UnknownModel nobody) {
            throw nobody;
        } catch (RuntimeException e) {
            Failure failure = failure(e, progress);
            relay.fail(failure, recordFailure(progress, failure));
            place.close();
        }
        return relay;
    }

    private void pour(Progress progress, StreamRelay relay) {
        underWay.begins(progress);
        try {
            ask(progress);
            Trial streamed = progress.last().orElseThrow();
            structured.requireValid(streamed, progress);
            streamed.handOverEnd();
            relay.end(record(progress));
        } catch (RuntimeException e) {
            Failure failure = failure(e, progress);
            relay.fail(failure, recordFailure(progress, failure));
        } finally {
            underWay.ends(progress);
        }
    }

    private void ask(Progress progress) {
        ChatRequest asked = ((Ask.Chat) progress.ask()).request();
        try {
            chain.first(progress);
        } catch (AfterCommit cut) {
            continuations.of(asked, cut, progress);
        }
    }

    private Settled record(Progress progress) {
        Settled settled = progress.settled(Outcome.COMPLETED);
        treasury.settle(progress, settled);
        allowances.correct(progress, settled);
        return settled;
    }

    private Settled recordFailure(Progress progress, Failure failure) {
        Settled settled = progress.failed(failure);
        failures.note(settled);
        try {
            treasury.settle(progress, settled);
        } catch (CallFailed unrecorded) {
            // The call failed already, and this is the lesser of the two things to tell its caller; the ledger logs it.
        }
        allowances.correct(progress, settled);
        return settled;
    }
}
