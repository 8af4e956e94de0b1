package io.patchbay.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.ledger.UsageItem;
import java.util.List;

/**
 * Calls as a table: a column for each field of the JSON, and of the attempts their number.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class UsageCsv {

    private static final String ATTEMPTS = "/attempts";

    /** Where the JSON has what stands in each column, by whose last name the column goes. */
    private static final List<String> COLUMNS = List.of(
            "/request_id",
            "/job_id",
            "/operation",
            "/caller",
            "/team",
            "/tenant",
            "/key_id",
            "/requested_model",
            "/served_model",
            "/provider",
            "/outcome",
            "/streamed",
            "/usage/input",
            "/usage/cache_read",
            "/usage/cache_write_5m",
            "/usage/cache_write_1h",
            "/usage/output",
            "/usage/reasoning",
            "/usage/audio_input",
            "/usage/audio_output",
            "/usage/image_input",
            "/usage/image_output",
            "/usage/service_tier",
            "/usage/estimated",
            "/cost",
            "/price_version",
            "/started_at",
            "/latency_ms",
            "/first_event_ms",
            "/error_code",
            ATTEMPTS);

    /** What spreadsheets take for the begin of a formula. */
    private static final String FORMULAS = "=+-@\t\r";

    private UsageCsv() {}

    static byte[] head() {
        return row(COLUMNS.stream()
                .map(column -> column.substring(column.lastIndexOf('/') + 1))
                .toList());
    }

    static byte[] line(UsageItem item) {
        JsonNode json = UsageJson.item(item);
        return row(COLUMNS.stream()
                .map(column ->
                        column.equals(ATTEMPTS) ? String.valueOf(item.tries().size()) : text(json.at(column)))
                .toList());
    }

    /** A line of one cell. */
    static byte[] remark(String text) {
        return row(List.of(text));
    }

    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (value.isBigDecimal()) {
            return Money.plain(value.decimalValue());
        }
        return value.isTextual() ? harmless(value.asText()) : value.asText();
    }

    /** Names are their callers', and who opens the file is somebody else. */
    private static String harmless(String text) {
        return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static byte[] row(List<String> cells) {
        return cells.stream()
                .map(UsageCsv::quoted)
                .collect(joining(",", "", "\r\n"))
                .getBytes(UTF_8);
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
