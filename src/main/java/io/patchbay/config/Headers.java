package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the headers of a row. Those that the connection or the credential needs are not the row's to set. */
final class Headers {

    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "api-key",
            "x-api-key",
            "cookie",
            "host",
            "accept",
            "content-type",
            "content-length",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "proxy-authorization");

    private Headers() {}

    static Map<String, String> of(Section section) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : section.json().properties()) {
            String name = field.getKey();
            if (!isName(name) || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                section.problem(name, name, "this header is not a row's to set");
            }
            section.text(name).ifPresent(value -> {
                if (isPrintable(value)) {
                    headers.put(name, value);
                } else {
                    section.problem(name, value, "a header's value is a single line of printable characters");
                }
            });
        }
        return headers;
    }

    private static boolean isName(String name) {
        return name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    }

    static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
