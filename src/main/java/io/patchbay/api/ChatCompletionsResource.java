package io.patchbay.api;

import io.patchbay.call.Call;
import io.patchbay.dialect.openai.OpenAiReplies;
import io.patchbay.dialect.openai.OpenAiRequests;
import io.patchbay.gateway.CallEnded;
import io.patchbay.gateway.ChatStream;
import io.patchbay.gateway.ChatStream.Next;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;

/**
 * Chat completions, whole or streamed by the body's {@code stream}, whatever {@code Accept} says. The method has no
 * {@code @Produces}, so that it may answer either.
 */
@ApplicationScoped
@Path("/chat/completions")
public class ChatCompletionsResource {

    private final Gateway gateway;
    private final RestSettings settings;
    private final Clock clock;

    @Inject
    public ChatCompletionsResource(Gateway gateway, RestSettings settings, Clock clock) {
        this.gateway = gateway;
        this.settings = settings;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void chat(
            InputStream body,
            @Context HttpHeaders headers,
            @Context SecurityContext security,
            @Suspended AsyncResponse response) {
        CallHeaders said = CallHeaders.read(headers, security.getUserPrincipal());
        RequestBody sent = RequestBody.of(body, headers);
        Thread.ofVirtual().name(said.requestId()).start(() -> response.resume(answer(said, sent)));
    }

    private Response answer(CallHeaders said, RequestBody sent) {
        Response.ResponseBuilder answer;
        try {
            OpenAiRequests.Incoming incoming = OpenAiRequests.read(sent.read(settings.maxBody()));
            Call call = said.call(incoming.model(), incoming.request(), clock.instant());
            answer = incoming.streamed() ? streamed(call, incoming.includeUsage()) : whole(call);
        } catch (CallEnded ended) {
            answer = Response.fromResponse(OpenAiResponses.error(Errors.of(ended.failure())));
            OpenAiResponses.describe(answer, ended.settled());
        } catch (RuntimeException | InterruptedException e) {
            answer = Response.fromResponse(OpenAiResponses.error(Errors.of(e)));
        }
        return answer.header(CallHeaders.REQUEST_ID, said.requestId()).build();
    }

    private Response.ResponseBuilder whole(Call call) {
        Gateway.Answered answered = gateway.chat(call);
        Response.ResponseBuilder response =
                Response.ok(OpenAiReplies.write(answered.reply(), clock.instant()), MediaType.APPLICATION_JSON_TYPE);
        OpenAiResponses.describe(response, answered.settled());
        return response;
    }

    /** Begins the response with the first event, the first failure or after a while, whichever comes first. */
    private Response.ResponseBuilder streamed(Call call, boolean includeUsage) throws InterruptedException {
        ChatStream stream = gateway.stream(call);
        Optional<Next> first = stream.next(settings.commitAfter());
        if (first.isPresent() && first.get() instanceof Next.Failed failed) {
            Response.ResponseBuilder response =
                    Response.fromResponse(OpenAiResponses.error(Errors.of(failed.failure())));
            OpenAiResponses.describe(response, failed.settled());
            return response;
        }
        OpenAiEventStream events =
                new OpenAiEventStream(stream, first, includeUsage, settings.keepAlive(), clock.instant());
        Response.ResponseBuilder response = Response.ok(events, "text/event-stream;charset=utf-8")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no");
        if (first.isPresent() && first.get() instanceof Next.Piece piece) {
            OpenAiResponses.describe(response, piece.speaker());
        }
        return response;
    }
}
