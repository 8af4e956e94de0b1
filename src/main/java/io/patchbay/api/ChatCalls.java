package io.patchbay.api;

import io.patchbay.call.Call;
import io.patchbay.chat.ChatReply;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.gateway.ChatStream;
import io.patchbay.gateway.ChatStream.Next;
import io.patchbay.gateway.Gateway;
import io.patchbay.gateway.Room;
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

    private final Reception reception;
    private final Gateway gateway;
    private final RestSettings settings;
    private final Clock clock;

    @Inject
    ChatCalls(Reception reception, Gateway gateway, RestSettings settings, Clock clock) {
        this.reception = reception;
        this.gateway = gateway;
        this.settings = settings;
        this.clock = clock;
    }

    /** Returns at once. */
    void answer(
            ChatFace face, InputStream body, HttpHeaders headers, SecurityContext security, AsyncResponse response) {
        reception.receive(
                (said, sent, place) -> answer(face, said, sent, place),
                face.errors(),
                body,
                headers,
                security,
                response);
    }

    private Response.ResponseBuilder answer(ChatFace face, CallHeaders said, RequestBody sent, Room.Place place)
            throws InterruptedException {
        IncomingChat asked = face.reader().apply(sent.read(settings.maxBody()));
        Call call = said.call(asked.model(), clock.instant());
        return asked.streamed() ? streamed(face, call, asked, place) : whole(face, call, asked, place);
    }

    private Response.ResponseBuilder whole(ChatFace face, Call call, IncomingChat asked, Room.Place place) {
        try (place) {
            Gateway.Answered<ChatReply> answered = gateway.chat(call, asked.request());
            Response.ResponseBuilder response = Response.ok(
                    face.whole().write(answered.reply(), asked, clock.instant()), MediaType.APPLICATION_JSON_TYPE);
            CallFacts.describe(response, answered.settled());
            return response;
        }
    }

    /** Begins the response with the first event, the first failure or after a while, whichever comes first. */
    private Response.ResponseBuilder streamed(ChatFace face, Call call, IncomingChat asked, Room.Place place)
            throws InterruptedException {
        ChatStream stream = gateway.stream(call, asked.request(), place);
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
        CallFacts.describe(response, stream.allowance());
        if (first.isPresent() && first.get() instanceof Next.Piece piece) {
            CallFacts.describe(response, piece.speaker());
        }
        return response;
    }
}
