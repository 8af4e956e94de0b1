package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.Role;
import io.patchbay.chat.TokenTally;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.gateway.Gateway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/** How many tokens a chat request is to its model. */
@ApplicationScoped
@Path("/count-tokens")
public class CountTokensResource {

    private final WholeCalls calls;
    private final Gateway gateway;

    @Inject
    public CountTokensResource(WholeCalls calls, Gateway gateway) {
        this.calls = calls;
        this.gateway = gateway;
    }

    @POST
    @Allowed({Role.CALLER, Role.TEAM_LEAD})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void count(
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security,
            @Suspended AsyncResponse response) {
        calls.answer(this::count, ErrorForm.PROBLEM, body, headers, security, response);
    }

    private WholeCalls.Answer count(JsonNode body, WholeCalls.Admission admission) {
        IncomingChat incoming = OpenAiRequests.read(body);
        TokenTally tally = gateway.count(admission.call(incoming.model()), incoming.request());
        return WholeCalls.Answer.unbilled(
                Json.write(Json.object().put("input_tokens", tally.input()).put("exact", tally.exact())));
    }
}
