package io.patchbay.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
            "accept-encoding",
            "proxy-connection",
            "keep-alive",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-real-ip");

    private static final Pattern CREDENTIAL = Pattern.compile(
            "authorization|cookie|api[-_]?key|access[-_]?key|token|secret|password|credential|assertion");

    private Headers() {}

    /** The caller's headers that the provider may see, in lower case: none that carries its credentials. */
    static Set<String> forwarded(Section row) {
        Set<String> names = new HashSet<>();
        for (String name : row.list("forward-headers")) {
            if (isAllowed(name)) {
                names.add(name.toLowerCase(Locale.ROOT));
            } else {
                row.problem("forward-headers", name, "this header of the caller's must not reach a provider");
            }
        }
        return names;
    }

    private static boolean isAllowed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isName(name)
                && !RESERVED.contains(lower)
                && !CREDENTIAL.matcher(lower).find();
    }

    static Map<String, String> of(Section section) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : section.json().properties()) {
            String name = field.getKey();
            if (!isAllowed(name)) {
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
