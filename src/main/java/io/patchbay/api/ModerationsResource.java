package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.Role;
import io.patchbay.chat.ModerationReply;
import io.patchbay.chat.ModerationRequest;
import io.patchbay.dialect.Fields;
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
import java.util.Optional;

/** OpenAI's moderations. */
@ApplicationScoped
@Path("/moderations")
public class ModerationsResource {

    /** OpenAI's own default. */
    private static final String DEFAULT_MODEL = "omni-moderation-latest";

    private final WholeCalls calls;
    private final Gateway gateway;

    @Inject
    public ModerationsResource(WholeCalls calls, Gateway gateway) {
        this.calls = calls;
        this.gateway = gateway;
    }

    @POST
    @Allowed({Role.CALLER, Role.TEAM_LEAD})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void moderate(
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security,
            @Suspended AsyncResponse response) {
        calls.answer(this::answer, ErrorForm.OPENAI, body, headers, security, response);
    }

    private WholeCalls.Answer answer(JsonNode body, WholeCalls.Admission admission) {
        Fields fields = Fields.of(body, "");
        if (fields.any("input").isEmpty()) {
            throw fields.missing("input");
        }
        Optional<String> model = Optional.of(fields.text("model").orElse(DEFAULT_MODEL));
        Gateway.Answered<ModerationReply> answered =
                gateway.moderate(admission.call(model), new ModerationRequest((ObjectNode) body));
        return new WholeCalls.Answer(answered.reply().verbatim().body(), answered.settled());
    }
}
