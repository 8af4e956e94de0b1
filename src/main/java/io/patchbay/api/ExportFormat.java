package io.patchbay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.dialect.Json;
import io.patchbay.ledger.UsageItem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How calls are written into a file, a line each. */
enum ExportFormat {
    CSV("text/csv; charset=utf-8; header=present") {
        @Override
        byte[] head() {
            return UsageCsv.head();
        }

        @Override
        byte[] line(UsageItem item) {
            return UsageCsv.line(item);
        }

        @Override
        byte[] brokenOff(int written, int all) {
            return UsageCsv.remark("error: " + words(written, all));
        }
    },

    /** @see <a href="https://jsonlines.org">JSON Lines</a> */
    JSONL("application/jsonl") {
        @Override
        byte[] head() {
            return new byte[0];
        }

        @Override
        byte[] line(UsageItem item) {
            return line(UsageJson.item(item));
        }

        @Override
        byte[] brokenOff(int written, int all) {
            ObjectNode line = Json.object();
            line.putObject("error").put("code", "ledger_unavailable").put("message", words(written, all));
            return line(line);
        }

        private static byte[] line(ObjectNode node) {
            byte[] json = UsageJson.write(node);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        }
    };

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    static Optional<ExportFormat> find(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** What stands before the first call. */
    abstract byte[] head();

    abstract byte[] line(UsageItem item);

    /** The last line of a file that is a part: a response that has begun can only tell so in its body. */
    abstract byte[] brokenOff(int written, int all);

    private static String words(int written, int all) {
        return "the ledger could not be read any further; here are %d of %d calls".formatted(written, all);
    }

    String mediaType() {
        return mediaType;
    }

    /** As callers write it, and as files end. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
