package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.Role;
import io.patchbay.chat.EmbeddingReply;
import io.patchbay.dialect.openai.OpenAiEmbeddings;
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

/** OpenAI's embeddings. */
@ApplicationScoped
@Path("/embeddings")
public class EmbeddingsResource {

    private final WholeCalls calls;
    private final Gateway gateway;

    @Inject
    public EmbeddingsResource(WholeCalls calls, Gateway gateway) {
        this.calls = calls;
        this.gateway = gateway;
    }

    @POST
    @Allowed({Role.CALLER, Role.TEAM_LEAD})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void embed(
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security,
            @Suspended AsyncResponse response) {
        calls.answer(this::answer, ErrorForm.OPENAI, body, headers, security, response);
    }

    private WholeCalls.Answer answer(JsonNode body, WholeCalls.Admission admission) {
        OpenAiEmbeddings.Incoming incoming = OpenAiEmbeddings.read(body);
        Gateway.Answered<EmbeddingReply> answered = gateway.embed(admission.call(incoming.model()), incoming.request());
        return new WholeCalls.Answer(OpenAiEmbeddings.write(answered.reply(), incoming.base64()), answered.settled());
    }
}
