package io.patchbay.config;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much of a value a message may show. A credential can stand in the wrong place, under a misspelt name, in a URL or
 * where a table belongs, so what merely looks like one is hidden as well.
 */
final class Disclosure {

    private static final String HIDDEN = "(hidden)";
    private static final Pattern NAMES_A_SECRET =
            Pattern.compile("key|token|secret|passw|credential|auth|bearer|pepp?er", Pattern.CASE_INSENSITIVE);
    /** Settings of ours that are called like one. */
    private static final Set<String> NAMES_NONE = Set.of("api-key-header", "max-tokens", "tokens-per-minute");

    private static final Pattern LOOKS_LIKE_ONE =
            Pattern.compile("(sk-|AIza|Bearer ).*|(?=[^\\s]*\\d)(?=[^\\s]*[A-Za-z])[A-Za-z0-9_+=-]{16,}");
    private static final Pattern USER = Pattern.compile("//[^/@\\s]*@");
    private static final Pattern QUERY = Pattern.compile("\\?.*");

    private Disclosure() {}

    static String of(String key, String value) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        boolean secret = Key.isSecret(key)
                || (NAMES_A_SECRET.matcher(name).find() && !NAMES_NONE.contains(name))
                || LOOKS_LIKE_ONE.matcher(value).matches();
        return secret ? HIDDEN : "'" + withoutUserAndQuery(value) + "'";
    }

    private static String withoutUserAndQuery(String value) {
        return value.contains("://")
                ? QUERY.matcher(USER.matcher(value).replaceAll("//(hidden)@")).replaceAll("?(hidden)")
                : value;
    }
}
