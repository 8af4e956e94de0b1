package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.Role;
import io.patchbay.chat.TokenTally;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.anthropic.AnthropicReplies;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.gateway.Gateway;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/** Anthropic's messages, served by any model. The method has no {@code @Produces}, so that it may answer whole or in events. */
@ApplicationScoped
@Path("/messages")
public class MessagesResource {

    private static final ChatFace FACE = new ChatFace(
            ErrorForm.ANTHROPIC,
            AnthropicRequests::read,
            (reply, asked, now) -> AnthropicReplies.write(reply),
            (asked, requestId, now) -> new MessageEvents(requestId));

    private final ChatCalls calls;
    private final WholeCalls whole;
    private final Gateway gateway;

    @Inject
    public MessagesResource(ChatCalls calls, WholeCalls whole, Gateway gateway) {
        this.calls = calls;
        this.whole = whole;
        this.gateway = gateway;
    }

    @POST
    @Allowed({Role.CALLER, Role.TEAM_LEAD})
    @Consumes(MediaType.APPLICATION_JSON)
    public void chat(
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security,
            @Suspended AsyncResponse response) {
        calls.answer(FACE, body, headers, security, response);
    }

    @POST
    @Allowed({Role.CALLER, Role.TEAM_LEAD})
    @Path("/count_tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    public void count(
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security,
            @Suspended AsyncResponse response) {
        whole.answer(this::count, ErrorForm.ANTHROPIC, body, headers, security, response);
    }

    private WholeCalls.Answer count(JsonNode body, WholeCalls.Admission admission) {
        IncomingChat incoming = AnthropicRequests.readToCount(body);
        TokenTally tally = gateway.count(admission.call(incoming.model()), incoming.request());
        return WholeCalls.Answer.unbilled(Json.write(Json.object().put("input_tokens", tally.input())));
    }
}
