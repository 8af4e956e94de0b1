package io.patchbay.api;

import io.patchbay.call.Role;
import io.patchbay.dialect.openai.OpenAiReplies;
import io.patchbay.dialect.openai.OpenAiRequests;
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

/** OpenAI's chat completions. The method has no {@code @Produces}, so that it may answer whole or in events. */
@ApplicationScoped
@Path("/chat/completions")
public class ChatCompletionsResource {

    private static final ChatFace FACE = new ChatFace(
            ErrorForm.OPENAI,
            OpenAiRequests::read,
            (reply, asked, now) -> OpenAiReplies.write(reply, now),
            (asked, requestId, now) -> new OpenAiEvents(asked.includeUsage(), now));

    private final ChatCalls calls;

    @Inject
    public ChatCompletionsResource(ChatCalls calls) {
        this.calls = calls;
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
}
