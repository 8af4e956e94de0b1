package io.patchbay.api;

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
    },

    /** @see <a href="https://jsonlines.org">JSON Lines</a> */
    JSONL("application/jsonl") {
        @Override
        byte[] head() {
            return new byte[0];
        }

        @Override
        byte[] line(UsageItem item) {
            byte[] json = UsageJson.write(UsageJson.item(item));
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

    String mediaType() {
        return mediaType;
    }

    /** As callers write it, and as files end. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
