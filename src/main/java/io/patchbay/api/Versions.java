package io.patchbay.api;

import io.patchbay.access.Unit;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of what can be changed, as {@code ETag} and {@code If-Match} carry them. */
final class Versions {

    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

    private Versions() {}

    static Response.ResponseBuilder tagged(Response.ResponseBuilder response, Unit unit) {
        return response.header("ETag", "\"%d\"".formatted(unit.version()));
    }

    /**
     * The version that is to be changed; empty for whichever there is.
     *
     * @throws InvalidParameter if the header names none
     */
    static Optional<Long> wanted(HttpHeaders headers) {
        String header = headers.getHeaderString("If-Match");
        if (header == null || header.equals("*")) {
            return Optional.empty();
        }
        Matcher matcher = VERSION.matcher(header);
        if (!matcher.matches()) {
            throw new InvalidParameter("If-Match", header, "the version in quotes, such as \"3\", as ETag has it");
        }
        return Optional.of(Long.parseLong(matcher.group(1)));
    }
}
