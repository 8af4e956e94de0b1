package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Role;
import io.patchbay.catalogue.Catalogue;
import io.patchbay.dialect.Json;
import io.patchbay.ledger.CatalogueVersions;
import io.patchbay.ledger.VersionReader;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The versions of the catalogue by which calls were priced, and can be again. */
@Path("/catalogue/versions")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueVersionsResource {

    private final VersionReader versions;
    private final CatalogueVersions catalogues;

    @Inject
    public CatalogueVersionsResource(VersionReader versions, CatalogueVersions catalogues) {
        this.versions = versions;
        this.catalogues = catalogues;
    }

    @GET
    @Allowed(Role.AUDITOR)
    public byte[] list() {
        ObjectNode json = Json.object()
                .put("current", catalogues.current().map(Catalogue::version).orElse(null));
        ArrayNode items = json.putArray("items");
        versions.all()
                .forEach(version -> items.addObject()
                        .put("version", version.version())
                        .put("first_seen", version.firstSeen().toString()));
        return Json.write(json);
    }
}
