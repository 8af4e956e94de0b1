package io.patchbay.api;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Whatever goes wrong under {@code /v1} leaves in the form that the path's clients know. */
@Provider
public class VendorErrorMapper implements ExceptionMapper<Throwable> {

    @Context
    private HttpHeaders headers;

    @Context
    private UriInfo uri;

    @Override
    public Response toResponse(Throwable thrown) {
        return ErrorForm.of(uri.getRequestUri().getPath(), headers.getHeaderString(ErrorForm.ANTHROPIC_VERSION))
                .response(
                        thrown instanceof NotSupportedException
                                ? Errors.unsupported(
                                        Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE)))
                                : Errors.of(thrown));
    }
}
