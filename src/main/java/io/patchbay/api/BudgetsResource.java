package io.patchbay.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.access.BudgetAdministration;
import io.patchbay.access.BudgetUnit;
import io.patchbay.access.NewBudget;
import io.patchbay.budget.Period;
import io.patchbay.budget.Standing;
import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import io.patchbay.ledger.BudgetReader;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What may be spent, and what is. */
@Path("/budgets")
@Produces(MediaType.APPLICATION_JSON)
public class BudgetsResource {

    private static final int THRESHOLDS = 8;

    private final BudgetAdministration budgets;
    private final BudgetReader balances;

    @Inject
    public BudgetsResource(BudgetAdministration budgets, BudgetReader balances) {
        this.budgets = budgets;
        this.balances = balances;
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] list(@Context UriInfo uri, @Context SecurityContext security) {
        List<BudgetUnit> all = budgets.all(KnownCaller.of(security));
        Map<Long, Standing> standings =
                balances.standings(all.stream().map(BudgetUnit::budget).toList());
        return UnitPage.of(all, unit -> json(unit, of(unit, standings)), uri.getQueryParameters(), "tenant", "team");
    }

    @GET
    @Allowed({Role.TEAM_LEAD, Role.AUDITOR})
    @Path("/{id}")
    public Response one(@PathParam("id") String id, @Context SecurityContext security) {
        return answer(Response.ok(), budgets.find(id, KnownCaller.of(security)));
    }

    @POST
    @Allowed(Role.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body, @Context HttpHeaders headers) {
        BodyFields fields =
                BodyFields.read(body, headers, "tenant", "team", "key", "models", "period", "zone", "amount", "soft");
        NewBudget wish = new NewBudget(
                fields.whose(),
                fields.models("models"),
                period(fields.requiredText("period", "day, week, month or total")),
                fields.text("zone").map(BudgetsResource::zone).orElse(ZoneOffset.UTC),
                fields.amount("amount")
                        .orElseThrow(() -> new InvalidParameter("amount", "", "an amount of US dollars")),
                fields.percentages("soft", THRESHOLDS).orElse(List.of()));
        return answer(Response.status(Response.Status.CREATED), budgets.add(wish));
    }

    private static Period period(String word) {
        for (Period period : Period.values()) {
            if (word(period).equals(word)) {
                return period;
            }
        }
        throw new InvalidParameter("period", word, "day, week, month or total");
    }

    private static String word(Period period) {
        return period.name().toLowerCase(Locale.ROOT);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new InvalidParameter("zone", text, "the name of a time zone, such as Europe/Berlin");
        }
    }

    @PATCH
    @Allowed(Role.OPERATOR)
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(
            @PathParam("id") String id,
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        BodyFields fields = BodyFields.read(body, headers, "amount", "soft", "active");
        BudgetAdministration.Edit edit = new BudgetAdministration.Edit(
                fields.amount("amount"),
                fields.percentages("soft", THRESHOLDS),
                fields.flag("active"),
                Versions.wanted(headers));
        return answer(Response.ok(), budgets.change(id, edit, KnownCaller.of(security)));
    }

    /** It holds nobody back from now on. What calls were charged with stays. */
    @DELETE
    @Allowed(Role.OPERATOR)
    @Path("/{id}")
    public void end(@PathParam("id") String id, @Context HttpHeaders headers, @Context SecurityContext security) {
        BudgetAdministration.Edit edit = new BudgetAdministration.Edit(
                Optional.empty(), Optional.empty(), Optional.of(false), Versions.wanted(headers));
        budgets.change(id, edit, KnownCaller.of(security));
    }

    private Response answer(Response.ResponseBuilder response, BudgetUnit unit) {
        Map<Long, Standing> standings = balances.standings(List.of(unit.budget()));
        return Versions.tagged(response, unit)
                .entity(Json.write(json(unit, of(unit, standings))))
                .build();
    }

    private static Standing of(BudgetUnit unit, Map<Long, Standing> standings) {
        return requireNonNull(standings.get(unit.budget().id()), "no standing");
    }

    private static ObjectNode json(BudgetUnit unit, Standing standing) {
        ObjectNode json =
                UnitJson.whose(unit.budget().id(), unit.whose(), unit.budget().models());
        json.put("period", word(unit.budget().period()))
                .put("zone", unit.budget().zone().getId())
                .put("amount", Money.plain(unit.budget().amount()));
        ArrayNode soft = json.putArray("soft");
        unit.budget().soft().forEach(soft::add);
        json.putObject("current")
                .put("from", standing.from().toString())
                .put("to", standing.renews().map(Instant::toString).orElse(null))
                .put("spent", Money.plain(standing.spent()))
                .put("reserved", Money.plain(standing.reserved()))
                .put("left", Money.plain(standing.left()));
        return UnitJson.ended(json, unit.active(), unit.createdAt(), unit.version());
    }
}
