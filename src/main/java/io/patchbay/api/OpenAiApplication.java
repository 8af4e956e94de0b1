package io.patchbay.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

/** What OpenAI's clients call. */
@ApplicationPath("/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Patchbay",
                        version = "1",
                        description = "One governed way to every LLM provider. Paths under /v1 speak OpenAI's dialect,"
                                + " paths under /api/v1 are Patchbay's own."))
public class OpenAiApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(AccessFilter.class, ChatCompletionsResource.class, ModelsResource.class, OpenAiErrorMapper.class);
    }
}
