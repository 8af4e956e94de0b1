package io.patchbay.inject;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Headers that an application may set: none that carries a credential, and none by which HTTP itself works. */
final class HeaderRules {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    private static final Set<String> REFUSED = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "api-key",
            "x-api-key",
            "x-goog-api-key",
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect");

    private HeaderRules() {}

    /**
     * The headers by lower-case name.
     *
     * @throws IllegalArgumentException naming the header that may not be set
     */
    static Map<String, String> checked(Map<String, String> headers) {
        Map<String, String> checked = new LinkedHashMap<>();
        headers.forEach((name, value) -> checked.put(requireName(name), requireValue(name, value)));
        return checked;
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no header's name: it has letters, digits and hyphens".formatted(printable(name)));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (REFUSED.contains(lower)) {
            throw new IllegalArgumentException("the header '%s' may not be set here".formatted(name));
        }
        return lower;
    }

    private static String requireValue(String name, String value) {
        if (value.chars().anyMatch(c -> Character.isISOControl(c) || c > 0xFF)) {
            throw new IllegalArgumentException(
                    "the value of the header '%s' holds a character that a header can't carry".formatted(name));
        }
        return value;
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
