package io.patchbay.config;

import java.util.Locale;

/** The names of settings. A segment that is no plain word stands in quotes: {@code patchbay.resolve."openai/"[0]}. */
final class Key {

    static final String ROOT = "patchbay";

    private Key() {}

    static String of(String parent, String segment) {
        String written = isPlain(segment) ? segment : '"' + segment.replace("\"", "\\\"") + '"';
        return parent.isEmpty() ? written : parent + "." + written;
    }

    static String of(String parent, int index) {
        return parent + "[" + index + "]";
    }

    private static boolean isPlain(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c >= 128 || !Character.isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return !segment.isEmpty();
    }

    /** The environment variable that overrides the setting, as MicroProfile Config has it. */
    static String environmentName(String key) {
        StringBuilder name = new StringBuilder(key.length());
        key.chars().forEach(c -> name.append(c < 128 && Character.isLetterOrDigit(c) ? (char) c : '_'));
        return name.toString().toUpperCase(Locale.ROOT);
    }

    /** Whether the value is a credential, which no message may show. */
    static boolean isSecret(String key) {
        return key.endsWith(".api-key")
                || key.endsWith("api-keys")
                || key.equals("PATCHBAY_API_KEYS")
                || key.startsWith("patchbay.access.pepper")
                || key.contains(".headers.");
    }
}
