package io.patchbay.api;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.access.BudgetAdministration;
import io.patchbay.budget.BudgetSource;
import io.patchbay.call.Caller;
import io.patchbay.call.Role;
import io.patchbay.dialect.IncomingChat;
import io.patchbay.dialect.anthropic.AnthropicRequests;
import io.patchbay.dialect.completions.CompletionsRequests;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.dialect.responses.ResponsesRequests;
import io.patchbay.gateway.Quote;
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
import java.util.Set;

/**
 * What a chat request would cost, who would answer it, and whether its caller has the means. Nobody is asked.
 */
@ApplicationScoped
@Path("/quote")
public class QuoteResource {

    private final WholeCalls calls;
    private final Quotes quotes;
    private final BudgetSource inForce;
    private final BudgetAdministration budgets;

    @Inject
    public QuoteResource(WholeCalls calls, Quotes quotes, BudgetSource inForce, BudgetAdministration budgets) {
        this.calls = calls;
        this.quotes = quotes;
        this.inForce = inForce;
        this.budgets = budgets;
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
        Set<Long> shown = shown(KnownCaller.of(security));
        calls.answer(
                (json, admission) ->
                        WholeCalls.Answer.unbilled(QuoteJson.write(quote(read(dialect, json), admission), shown)),
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

    private Quote quote(IncomingChat incoming, WholeCalls.Admission admission) {
        return quotes.of(admission.call(incoming.model()), incoming.request());
    }

    /** The budgets whose amounts the caller may see. Read on Liberty's thread, since a call's must not touch the database. */
    private Set<Long> shown(Caller caller) {
        if (inForce.current().of(caller).isEmpty()) {
            return Set.of();
        }
        return budgets.all(caller).stream().map(unit -> unit.budget().id()).collect(toSet());
    }
}
