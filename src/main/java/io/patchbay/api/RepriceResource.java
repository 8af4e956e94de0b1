package io.patchbay.api;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Role;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.dialect.Json;
import io.patchbay.ledger.CatalogueVersions;
import io.patchbay.ledger.DeletedCallsException;
import io.patchbay.ledger.PriceVersions;
import io.patchbay.ledger.Repriced;
import io.patchbay.ledger.Repricing;
import io.patchbay.ledger.Scope;
import io.patchbay.ledger.TooManyCallsException;
import io.patchbay.ledger.TooManyGroupsException;
import io.patchbay.ledger.UsageFilter;
import io.patchbay.ledger.UsageSummary.By;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What calls would have cost by another version of the catalogue. Nothing is changed by it. */
@Path("/usage/reprice")
@Produces(MediaType.APPLICATION_JSON)
public class RepriceResource {

    private static final String CURRENT = "current";
    private static final List<By> GROUPINGS =
            Stream.of(By.values()).filter(by -> !by.isTime()).toList();
    private static final String[] FIELDS = Stream.concat(Stream.of("version", "by"), UsageParameters.filters().stream())
            .toArray(String[]::new);

    private final Repricing repricing;
    private final CatalogueVersions catalogues;
    private final PriceVersions versions;

    @Inject
    public RepriceResource(Repricing repricing, CatalogueVersions catalogues, PriceVersions versions) {
        this.repricing = repricing;
        this.catalogues = catalogues;
        this.versions = versions;
    }

    @POST
    @Allowed(Role.AUDITOR)
    @Consumes(MediaType.APPLICATION_JSON)
    public byte[] reprice(InputStream body, @Context HttpHeaders headers, @Context SecurityContext security) {
        BodyFields fields = BodyFields.read(body, headers, FIELDS);
        By by = by(fields);
        UsageFilter filter = filter(fields);
        Catalogue catalogue = catalogue(fields.text("version").orElse(CURRENT));
        try {
            return json(catalogue, repricing.by(catalogue, by, filter, Scope.of(KnownCaller.of(security))));
        } catch (TooManyCallsException e) {
            throw new InvalidParameter(
                    "from",
                    fields.text("from").orElse(""),
                    "later, or to be earlier: a million calls, in half a minute, is the most that is priced again at once");
        } catch (DeletedCallsException e) {
            throw InvalidParameter.deleted(fields.text("from").orElse(null), e.since());
        } catch (TooManyGroupsException e) {
            throw new InvalidParameter(
                    "by", UsageParameters.word(by), "something of which there is less: a thousand groups is the most");
        }
    }

    private static By by(BodyFields fields) {
        String word = fields.text("by").orElse("model");
        return GROUPINGS.stream()
                .filter(by -> UsageParameters.word(by).equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidParameter(
                        "by",
                        word,
                        "one of "
                                + GROUPINGS.stream().map(UsageParameters::word).collect(joining(", "))));
    }

    private static UsageFilter filter(BodyFields fields) {
        Map<String, List<String>> given = new HashMap<>();
        UsageParameters.filters()
                .forEach(name -> fields.text(name).ifPresent(value -> given.put(name, List.of(value))));
        return UsageParameters.filter(given);
    }

    private Catalogue catalogue(String version) {
        Optional<Catalogue> found = version.equals(CURRENT) ? catalogues.current() : versions.find(version);
        return found.orElseThrow(() -> new InvalidParameter(
                "version", version, "current, or one of those that /api/v1/catalogue/versions lists"));
    }

    private static byte[] json(Catalogue catalogue, Repriced repriced) {
        String by = UsageParameters.word(repriced.by());
        ObjectNode json = Json.object().put("version", catalogue.version()).put("by", by);
        ArrayNode groups = json.putArray("groups");
        repriced.groups()
                .forEach(group ->
                        groups.add(put(group, Json.object().put(by, group.key().orElse(null)))));
        json.set("total", put(repriced.total(), Json.object()));
        return Json.write(json);
    }

    private static ObjectNode put(Repriced.Group group, ObjectNode json) {
        return json.put("calls", group.calls())
                .put("cost", Money.plain(group.cost()))
                .put("repriced", Money.plain(group.repriced()))
                .put("difference", Money.plain(group.difference()))
                .put("unpriced", group.unpriced())
                .put("unpriced_before", group.unpricedBefore());
    }
}
