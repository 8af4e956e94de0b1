package io.patchbay.api;

import io.patchbay.call.Call;
import io.patchbay.chat.ChatReply;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.gateway.CallEnded;
import io.patchbay.gateway.ChatStream;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.gateway.Gateway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;

/** A chat over REST, whole or streamed by what the body says, whatever {@code Accept} says: the same for every dialect. */
@ApplicationScoped
class ChatCalls {

    private final Gateway gateway;
    private final RestSettings settings;
    private final Clock clock;

    @Inject
    ChatCalls(Gateway gateway, RestSettings settings, Clock clock) {
        this.gateway = gateway;
        this.settings = settings;
        this.clock = clock;
    }

    /** Answers on a virtual thread of the call's own; returns at once. */
    void answer(
            ChatFace face, InputStream body, HttpHeaders headers, SecurityContext security, AsyncResponse response) {
        CallHeaders said = CallHeaders.read(headers, security.getUserPrincipal());
        RequestBody sent = RequestBody.of(body, headers);
        Thread.ofVirtual().name(said.requestId()).start(() -> response.resume(answer(face, said, sent)));
    }

    private Response answer(ChatFace face, CallHeaders said, RequestBody sent) {
        Response.ResponseBuilder answer;
        try {
            IncomingChat asked = face.reader().apply(sent.read(settings.maxBody()));
            Call call = said.call(asked.model(), clock.instant());
            answer = asked.streamed() ? streamed(face, call, asked) : whole(face, call, asked);
        } catch (CallEnded ended) {
            answer = Response.fromResponse(face.errors().response(Errors.of(ended.failure()), said.requestId()));
            CallFacts.describe(answer, ended.settled());
        } catch (RuntimeException | InterruptedException e) {
            answer = Response.fromResponse(face.errors().response(Errors.of(e), said.requestId()));
        }
        return answer.header(CallHeaders.REQUEST_ID, said.requestId())
                .header(face.errors().requestIdHeader(), said.requestId())
                .build();
    }

    private Response.ResponseBuilder whole(ChatFace face, Call call, IncomingChat asked) {
        Gateway.Answered<ChatReply> answered = gateway.chat(call, asked.request());
        Response.ResponseBuilder response = Response.ok(
                face.whole().write(answered.reply(), asked, clock.instant()), MediaType.APPLICATION_JSON_TYPE);
        CallFacts.describe(response, answered.settled());
        return response;
    }

    /** Begins the response with the first event, the first failure or after a while, whichever comes first. */
    private Response.ResponseBuilder streamed(ChatFace face, Call call, IncomingChat asked)
            throws InterruptedException {
        ChatStream stream = gateway.stream(call, asked.request());
        try {
            return streamed(face, call, asked, stream);
        } catch (RuntimeException | InterruptedException e) {
            stream.close();
            throw e;
        }
    }

    private Response.ResponseBuilder streamed(ChatFace face, Call call, IncomingChat asked, ChatStream stream)
            throws InterruptedException {
        Optional<Next> first = stream.next(settings.commitAfter());
        if (first.isPresent() && first.get() instanceof Next.Failed failed) {
            Response.ResponseBuilder response =
                    Response.fromResponse(face.errors().response(Errors.of(failed.failure()), call.requestId()));
            CallFacts.describe(response, failed.settled());
            return response;
        }
        EventStream events = new EventStream(
                stream, first, face.streamed().open(asked, call.requestId(), clock.instant()), settings.keepAlive());
        Response.ResponseBuilder response = Response.ok(events, "text/event-stream;charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no");
        if (first.isPresent() && first.get() instanceof Next.Piece piece) {
            CallFacts.describe(response, piece.speaker());
        }
        return response;
    }
}
