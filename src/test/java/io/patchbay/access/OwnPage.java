package io.patchbay.access;

import io.patchbay.inject.ChatModel;
import io.patchbay.inject.ModelId;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A page of an application that lives in Patchbay's WAR and asks an injected model. */
@WebServlet("/own-page")
public class OwnPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @ModelId("sandbox/echo")
    private transient ChatModel echo;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().write(echo.complete("hi"));
    }
}
