package io.patchbay.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Whatever goes wrong under {@code /v1} leaves in OpenAI's shape. */
@Provider
public class OpenAiErrorMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable thrown) {
        return OpenAiResponses.error(Errors.of(thrown));
    }
}
