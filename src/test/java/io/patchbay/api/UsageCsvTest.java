package io.patchbay.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.call.Outcome;
import io.patchbay.chat.Usage;
import io.patchbay.dialect.Json;
import io.patchbay.ledger.UsageItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageCsvTest {

    private static final Instant NOON = Instant.parse("2026-07-24T12:00:00.123456Z");
    private static final UsageItem.Try TRY = new UsageItem.Try(
            1, "openai", "gpt-4o", NOON, 9, Optional.empty(), Optional.empty(), false, Optional.empty());

    private static UsageItem item(String operation) {
        return new UsageItem(
                "r",
                Optional.empty(),
                Optional.of(operation),
                "anna",
                Optional.of("team"),
                Optional.of("tenant"),
                Optional.of("key"),
                Optional.of("fast"),
                Optional.of("openai/gpt-4o"),
                Optional.of("openai"),
                Outcome.COMPLETED,
                true,
                Usage.builder().input(1).cacheRead(2).output(3).build(),
                Optional.of(new BigDecimal("0.000000123456789000")),
                Optional.of("v1"),
                NOON,
                250,
                Optional.of(40L),
                Optional.empty(),
                List.of(TRY, TRY));
    }

    private static String line(String operation) {
        return new String(UsageCsv.line(item(operation)), UTF_8);
    }

    @Test
    void hasAColumnForEachFieldOfThePage() {
        List<String> fields = new ArrayList<>();
        UsageJson.item(item("o"))
                .properties()
                .forEach(field ->
                        fields.addAll(field.getValue().isObject() ? names(field.getValue()) : List.of(field.getKey())));

        assertThat(new String(UsageCsv.head(), UTF_8)).endsWith("\r\n");
        assertThat(new String(UsageCsv.head(), UTF_8).strip().split(",")).containsExactlyInAnyOrderElementsOf(fields);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void writesWhatIsKnownAndMoneyExactly() {
        assertThat(line("summarise"))
                .isEqualTo("r,,summarise,anna,team,tenant,key,fast,openai/gpt-4o,openai,completed,true,"
                        + "1,2,0,0,3,0,0,0,0,0,,false,0.000000123456789,v1,2026-07-24T12:00:00.123456Z,250,40,,2\r\n");
    }

    @Test
    void quotesWhatWouldEndACell() {
        assertThat(line("a,\"b\"")).contains(",\"a,\"\"b\"\"\",");
        assertThat(line("two\r\nlines")).contains(",\"two\r\nlines\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
    void makesNoFormulaOfANameThatSomebodyChose(String name) {
        assertThat(line(name)).startsWith("r,,'" + name + ",anna,");
    }

    @Test
    void makesNoFormulaBehindAQuote() {
        assertThat(line("=HYPERLINK(\"x\",1)")).contains(",\"'=HYPERLINK(\"\"x\"\",1)\",");
        assertThat(line("\r=1")).contains(",\"'\r=1\",");
    }

    @Test
    void hasAWholeCallOnEachLineOfJson() throws IOException {
        String line = new String(ExportFormat.JSONL.line(item("a\nb")), UTF_8);

        assertThat(line).endsWith("}\n").hasLineCount(1);
        assertThat(Json.read(line.getBytes(UTF_8)).path("attempts")).hasSize(2);
        assertThat(line).contains("\"cost\":0.000000123456789000,");
    }
}
