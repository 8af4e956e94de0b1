package io.patchbay.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dialect.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Grüße", "日本語", "a\u0000b", "👩‍👩‍👧"})
    void areNoFewerThanTheTextHas(String text) {
        assertThat(Bytes.of(text)).isGreaterThanOrEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void areThoseOfPlainText() {
        assertThat(Bytes.of("five!")).isEqualTo(5);
        assertThat(Bytes.of("é")).isEqualTo(2);
    }

    /** One character of three bytes, which some vendors read as eighteen. */
    @Test
    void countWhatACharacterIsRewrittenAs() {
        assertThat(Bytes.of("\uFDFA")).isEqualTo(33);
    }

    @Test
    void countASurrogateThatStandsAlone() {
        assertThat(Bytes.of("\uD83D")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1,-2.5,true,null]",
                "{\"a\":{\"b\":[\"c\",\"d\"]},\"Grüße\":\"日本\"}",
                "[[[[\"x\"]]]]",
                "\"text\"",
                "12345678901234567890"
            })
    void ofJsonAreNoFewerThanItIsWrittenWith(String json) throws IOException {
        JsonNode tree = Json.read(json.getBytes(StandardCharsets.UTF_8));

        assertThat(Bytes.of(tree)).isGreaterThanOrEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
        assertThat(Bytes.of(tree)).isLessThan(2L * json.length() + 8);
    }
}
