package io.patchbay.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Errors that no resource saw, such as a path that is nowhere, in the shape that the path's clients know. */
@WebServlet("/error")
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        ErrorShape error = Errors.ofHttp(status instanceof Integer code ? code : 404);
        ErrorForm form = ErrorForm.of(String.valueOf(path), request.getHeader(ErrorForm.ANTHROPIC_VERSION));
        response.setStatus(error.status());
        response.setContentType(form.mediaType());
        response.getOutputStream().write(form.body(error, ""));
    }
}
