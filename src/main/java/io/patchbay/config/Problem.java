package io.patchbay.config;

/**
 * One mistake of a configuration.
 *
 * @param key the setting
 * @param value what stands there, as it may be shown
 * @param where the file and line, or the environment variable
 * @param right what is wrong and what would be right
 */
record Problem(String key, String value, String where, String right) {

    @Override
    public String toString() {
        boolean shown = !value.isEmpty() && !value.equals("''");
        return "%s%s (%s): %s".formatted(key, shown ? " = " + value : "", where, right);
    }
}
