package io.patchbay.inject.local;

import io.patchbay.call.Call;
import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.call.RequestId;
import io.patchbay.catalogue.Tokenizer;
import io.patchbay.chat.ChatReply;
import io.patchbay.chat.ChatRequest;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.chat.EmbeddingRequest;
import io.patchbay.chat.TokenTally;
import io.patchbay.gateway.CallEnded;
import io.patchbay.gateway.Gateway;
import io.patchbay.gateway.Room;
import io.patchbay.inject.CallOptions;
import io.patchbay.inject.ChatFailed;
import io.patchbay.inject.ProviderAvailability;
import io.patchbay.inject.engine.Engine;
import io.patchbay.inject.engine.EventSource;
import io.patchbay.inject.engine.Wanted;
import io.patchbay.routing.Destination;
import io.patchbay.routing.ProviderStatuses;
import io.patchbay.routing.Router;
import io.patchbay.routing.UnknownModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Calls the gateway beside it. */
@ApplicationScoped
class LocalEngine implements Engine {

    private final Room room;
    private final Gateway gateway;
    private final Router router;
    private final ProviderStatuses statuses;
    private final Callers callers;
    private final Clock clock;

    @Inject
    LocalEngine(Room room, Gateway gateway, Router router, ProviderStatuses statuses, Callers callers, Clock clock) {
        this.room = room;
        this.gateway = gateway;
        this.router = router;
        this.statuses = statuses;
        this.callers = callers;
        this.clock = clock;
    }

    @Override
    public Answered ask(Wanted wanted, ChatRequest request, CallOptions options) {
        Call call = call(wanted, options);
        try (Room.Place place = place(call)) {
            Gateway.Answered<ChatReply> answered = gateway.chat(call, request);
            return new Answered(
                    answered.reply(),
                    call.requestId(),
                    answered.settled().attempts().size());
        } catch (CallEnded ended) {
            throw failed(call, ended);
        } catch (UnknownModel unknown) {
            throw new ChatFailed(failure(unknown), call.requestId(), 0);
        }
    }

    @Override
    public EventSource open(Wanted wanted, ChatRequest request, CallOptions options) {
        Call call = call(wanted, options);
        try {
            return new LocalEvents(gateway.stream(call, request, place(call)), call.requestId());
        } catch (UnknownModel unknown) {
            throw new ChatFailed(failure(unknown), call.requestId(), 0);
        }
    }

    @Override
    public EmbeddingReply embed(Wanted wanted, EmbeddingRequest request, CallOptions options) {
        Call call = call(wanted, options);
        try (Room.Place place = place(call)) {
            return gateway.embed(call, request).reply();
        } catch (CallEnded ended) {
            throw failed(call, ended);
        } catch (UnknownModel unknown) {
            throw new ChatFailed(failure(unknown), call.requestId(), 0);
        }
    }

    private Room.Place place(Call call) {
        try {
            return room.enter();
        } catch (CallFailed full) {
            throw new ChatFailed(full.failure(), call.requestId(), 0);
        }
    }

    private static ChatFailed failed(Call call, CallEnded ended) {
        return new ChatFailed(
                ended.failure(), call.requestId(), ended.settled().attempts().size());
    }

    private Call call(Wanted wanted, CallOptions options) {
        return new Call(
                options.requestId().orElseGet(RequestId::next),
                wanted.id(),
                callers.of(options),
                new Call.Labels(options.jobId(), options.operation()),
                options.headers(),
                options.useFallback(),
                options.timeout(),
                clock.instant());
    }

    private static Failure failure(UnknownModel unknown) {
        return switch (unknown.kind()) {
            case MALFORMED -> new Failure.Rejected(unknown.detail(), 400, Optional.empty());
            case NOT_ALLOWED -> new Failure.Rejected(unknown.detail(), 403, Optional.empty());
            case NOT_FOUND -> new Failure.ModelNotFound(unknown.detail(), Optional.empty());
        };
    }

    @Override
    public String modelId(Wanted wanted) {
        return wanted.model()
                .or(() -> router.routes().defaultModel())
                .orElseGet(() -> destination(wanted).model());
    }

    @Override
    public String provider(Wanted wanted) {
        return wanted.provider().orElseGet(() -> destination(wanted).provider());
    }

    private Destination destination(Wanted wanted) {
        try {
            return router.destination(wanted.id());
        } catch (UnknownModel unknown) {
            throw new ChatFailed(failure(unknown), RequestId.next(), 0);
        }
    }

    @Override
    public OptionalInt contextWindow(Wanted wanted) {
        try {
            return router.destination(wanted.id()).contextWindow();
        } catch (UnknownModel unknown) {
            return OptionalInt.empty();
        }
    }

    @Override
    public boolean healthy(Wanted wanted) {
        try {
            return router.destination(wanted.id()).healthy();
        } catch (UnknownModel unknown) {
            return false;
        }
    }

    @Override
    public List<ProviderAvailability> available() {
        return statuses.all().stream()
                .map(status -> new ProviderAvailability(status.id(), status.available(), status.reason()))
                .toList();
    }

    @Override
    public int countTokens(Wanted wanted, String text) {
        return Tokenizer.of(wanted.id().orElse("")).orElse(Tokenizer.O200K).count(text);
    }

    @Override
    public TokenTally countTokens(Wanted wanted, ChatRequest request, CallOptions options) {
        Call call = call(wanted, options);
        try (Room.Place place = place(call)) {
            return gateway.count(call, request);
        } catch (UnknownModel unknown) {
            throw new ChatFailed(failure(unknown), call.requestId(), 0);
        }
    }
}
