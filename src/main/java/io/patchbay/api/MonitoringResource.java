package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Role;
import io.patchbay.dialect.Json;
import io.patchbay.routing.ProviderStatus;
import io.patchbay.routing.ProviderStatuses;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/**
 * How the providers are, from what the calls have shown of them. Operators are told all; other callers whether a provider can
 * serve, and nothing of hosts, keys and what vendors said.
 */
@Path("/monitoring/providers")
@Produces(MediaType.APPLICATION_JSON)
public class MonitoringResource {

    private final ProviderStatuses statuses;

    @Inject
    public MonitoringResource(ProviderStatuses statuses) {
        this.statuses = statuses;
    }

    @GET
    @Allowed({Role.CALLER, Role.TEAM_LEAD, Role.AUDITOR})
    public byte[] providers(@Context SecurityContext security) {
        boolean operator = KnownCaller.of(security).is(Role.OPERATOR);
        ObjectNode json = Json.object();
        ArrayNode available = json.putArray("available_providers");
        ArrayNode providers = json.putArray("providers");
        for (ProviderStatus status : statuses.all()) {
            if (status.available()) {
                available.add(status.id());
            }
            providers.add(operator ? inDetail(status) : inShort(status));
        }
        json.put("default_model", statuses.defaultModel().orElse(null));
        statuses.current()
                .ifPresentOrElse(id -> json.put("current_provider", id), () -> json.putNull("current_provider"));
        return Json.write(json);
    }

    private static ObjectNode inShort(ProviderStatus status) {
        ObjectNode json = Json.object().put("id", status.id()).put("available", status.available());
        json.putObject("breaker").put("state", status.breaker());
        return json;
    }

    private static ObjectNode inDetail(ProviderStatus status) {
        ObjectNode json = inShort(status)
                .put("dialect", status.dialect())
                .put("reason", status.reason().orElse(null));
        json.put("under_way", status.underWay()).put("waiting", status.waiting());
        ObjectNode breaker = json.withObjectProperty("breaker").put("failures", status.failures());
        status.lastFailure().ifPresent(detail -> breaker.put("last_failure", detail));
        status.lastFailureAt().ifPresent(at -> breaker.put("last_failure_at", at.toString()));
        status.nextProbe().ifPresent(at -> breaker.put("next_probe", at.toString()));
        status.probed().ifPresent(probed -> {
            ObjectNode probe = json.putObject("probe").put("at", probed.at().toString());
            probed.failure()
                    .ifPresentOrElse(
                            detail -> probe.put("failure", detail), () -> probe.put("models", probed.models()));
        });
        if (!status.resting().isEmpty()) {
            ArrayNode resting = json.putArray("resting");
            status.resting().forEach(rest -> resting.add(written(rest)));
        }
        return json;
    }

    private static ObjectNode written(ProviderStatus.Rest rest) {
        ObjectNode json = Json.object();
        rest.model().ifPresent(model -> json.put("model", model));
        return json.put("until", rest.until().toString())
                .put("refused", rest.refused())
                .put("because", rest.because());
    }
}
