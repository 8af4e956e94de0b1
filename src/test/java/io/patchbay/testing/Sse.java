package io.patchbay.testing;

import java.util.ArrayList;
import java.util.List;

/** Server-sent events, read as simply as a client may. */
public final class Sse {

    private Sse() {}

    /** The data of each event of a whole stream, its lines joined by line feeds. */
    public static List<String> data(String stream) {
        List<String> all = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : (Iterable<String>) stream.lines()::iterator) {
            if (line.startsWith("data:")) {
                String value = line.substring("data:".length());
                lines.add(value.startsWith(" ") ? value.substring(1) : value);
            } else if (line.isEmpty() && !lines.isEmpty()) {
                all.add(String.join("\n", lines));
                lines.clear();
            }
        }
        return all;
    }
}
