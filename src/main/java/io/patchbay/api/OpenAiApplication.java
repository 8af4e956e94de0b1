package io.patchbay.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What OpenAI's clients call. */
@ApplicationPath("/v1")
public class OpenAiApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                AccessFilter.class,
                AllowedFeature.class,
                ChatCompletionsResource.class,
                CompletionsResource.class,
                EmbeddingsResource.class,
                MessagesResource.class,
                ModelsResource.class,
                ModerationsResource.class,
                ResponsesResource.class,
                VendorErrorMapper.class);
    }
}
