package io.patchbay.config;

/**
 * Where a value was written.
 *
 * @param line from 1; 0 if the format does not tell
 */
record Origin(String file, int line) {

    @Override
    public String toString() {
        return line > 0 ? file + ", line " + line : file;
    }
}
