package io.patchbay.api;

import io.patchbay.call.CallFailed;
import io.patchbay.gateway.CallEnded;
import io.patchbay.gateway.Room;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/**
 * Where calls come in over REST: each on a virtual thread of its own, so that the request's thread is free at once, and
 * with a place in the server's room, without which nothing of it is read.
 */
@ApplicationScoped
class Reception {

    private final Room room;

    @Inject
    Reception(Room room) {
        this.room = room;
    }

    /** What is done with a call. */
    interface Work {

        /** @param place given back by whoever ends the call; here if this throws */
        Response.ResponseBuilder answer(CallHeaders said, RequestBody sent, Room.Place place)
                throws InterruptedException;
    }

    void receive(
            Work work,
            ErrorForm errors,
            InputStream body,
            HttpHeaders headers,
            SecurityContext security,
            AsyncResponse response) {
        CallHeaders said = CallHeaders.read(headers, KnownCaller.of(security));
        RequestBody sent = RequestBody.of(body, headers);
        try {
            Room.Place place = room.enter();
            Thread.ofVirtual()
                    .name(said.requestId())
                    .start(() -> response.resume(answered(work, errors, said, sent, place)));
        } catch (CallFailed full) {
            response.resume(named(error(errors, Errors.of(full.failure()), said), errors, said));
        }
    }

    private static Response answered(
            Work work, ErrorForm errors, CallHeaders said, RequestBody sent, Room.Place place) {
        Response.ResponseBuilder answer;
        try {
            answer = work.answer(said, sent, place);
        } catch (CallEnded ended) {
            place.close();
            answer = error(errors, Errors.of(ended.failure()), said);
            CallFacts.describe(answer, ended.settled());
        } catch (RuntimeException | InterruptedException e) {
            place.close();
            answer = error(errors, Errors.of(e), said);
        }
        return named(answer, errors, said);
    }

    private static Response.ResponseBuilder error(ErrorForm errors, ErrorShape error, CallHeaders said) {
        return Response.fromResponse(errors.response(error, said.requestId()));
    }

    private static Response named(Response.ResponseBuilder answer, ErrorForm errors, CallHeaders said) {
        return answer.header(CallHeaders.REQUEST_ID, said.requestId())
                .header(errors.requestIdHeader(), said.requestId())
                .build();
    }
}
