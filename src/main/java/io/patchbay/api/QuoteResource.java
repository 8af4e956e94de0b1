package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.Role;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.dialect.completions.CompletionsRequests;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.dialect.responses.ResponsesRequests;
import io.patchbay.gateway.Quotes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/** What a chat request would cost, and who would answer it. Nobody is asked. */
@ApplicationScoped
@Path("/quote")
public class QuoteResource {

    private final WholeCalls calls;
    private final Quotes quotes;

    @Inject
    public QuoteResource(WholeCalls calls, Quotes quotes) {
        this.calls = calls;
        this.quotes = quotes;
    }

    @POST
    @Allowed({Role.CALLER, Role.TEAM_LEAD})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void quote(
            InputStream body,
            @QueryParam("dialect") @DefaultValue("openai") String dialect,
            @Context HttpHeaders headers,
            @Context SecurityContext security,
            @Suspended AsyncResponse response) {
        calls.answer(
                (json, admission) -> quote(read(dialect, json), admission),
                ErrorForm.PROBLEM,
                body,
                headers,
                security,
                response);
    }

    private static IncomingChat read(String dialect, JsonNode body) {
        return switch (dialect) {
            case "openai" -> OpenAiRequests.read(body);
            case "anthropic" -> AnthropicRequests.readToCount(body);
            case "responses" -> ResponsesRequests.read(body);
            case "completions" -> CompletionsRequests.read(body);
            default ->
                throw new InvalidParameter("dialect", dialect, "one of openai, anthropic, responses, completions");
        };
    }

    private WholeCalls.Answer quote(IncomingChat incoming, WholeCalls.Admission admission) {
        return WholeCalls.Answer.unbilled(
                QuoteJson.write(quotes.of(admission.call(incoming.model()), incoming.request())));
    }
}
