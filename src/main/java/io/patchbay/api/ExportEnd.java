package io.patchbay.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Map;

/**
 * Lets a response that broke off end otherwise than a whole one, as far as that can be done: where Liberty fails to write a trailer,
 * it closes the connection without the last chunk, which clients report (seen with 26.0.0.5). Over HTTP/2, and HTTP/1.0, it
 * does not, and the number of calls in front has to tell.
 */
final class ExportEnd {

    private boolean broken;

    /** Of a response that has not begun. */
    static ExportEnd of(HttpServletRequest request, HttpServletResponse response) {
        ExportEnd end = new ExportEnd();
        if (request.getProtocol().equals("HTTP/1.1") && request.getHeader("Upgrade") == null) {
            response.setTrailerFields(end::trailers);
        }
        return end;
    }

    void broke() {
        broken = true;
    }

    /** None; or one without a value, which can't be written. */
    private Map<String, String> trailers() {
        return broken ? Collections.singletonMap("x-patchbay-broken", null) : Map.of();
    }
}
