package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.Call;
import io.patchbay.call.Settled;
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

/** Calls that are never streamed, over REST. */
@ApplicationScoped
class WholeCalls {

    private final Reception reception;
    private final RestSettings settings;
    private final Clock clock;

    @Inject
    WholeCalls(Reception reception, RestSettings settings, Clock clock) {
        this.reception = reception;
        this.settings = settings;
        this.clock = clock;
    }

    /** What one kind of call does with a request. */
    interface Kind {
        Answer answer(JsonNode body, Admission admission);
    }

    /** Makes the call, once its model is known. */
    interface Admission {
        Call call(Optional<String> model);
    }

    /**
     * @param body JSON, UTF-8
     * @param settled empty for what is not billed
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Answer(byte[] body, Optional<Settled> settled) {
        Answer(byte[] body, Settled settled) {
            this(body, Optional.of(settled));
        }

        static Answer unbilled(byte[] body) {
            return new Answer(body, Optional.empty());
        }
    }

    /** Returns at once. */
    void answer(
            Kind kind,
            ErrorForm errors,
            InputStream body,
            HttpHeaders headers,
            SecurityContext security,
            AsyncResponse response) {
        reception.receive(
                (said, sent, place) -> answer(kind, said, sent, place), errors, body, headers, security, response);
    }

    private Response.ResponseBuilder answer(Kind kind, CallHeaders said, RequestBody sent, Room.Place place) {
        try (place) {
            Answer answer = kind.answer(sent.read(settings.maxBody()), model -> said.call(model, clock.instant()));
            Response.ResponseBuilder response = Response.ok(answer.body(), MediaType.APPLICATION_JSON_TYPE);
            answer.settled().ifPresent(settled -> CallFacts.describe(response, settled));
            return response;
        }
    }
}
