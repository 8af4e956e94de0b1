package io.patchbay.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.call.CallFailed;
import io.patchbay.call.Failure;
import io.patchbay.provider.Dialect;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettingsBuilder;
import io.patchbay.testing.Rows;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelsTest {

    private final OpenAiDialect dialect = new OpenAiDialect();

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1/,, https://api.example/v1/models",
        "https://r.azure.example, '', https://r.azure.example/openai/v1/models",
        "https://r.azure.example, 2024-10-21, https://r.azure.example/openai/models?api-version=2024-10-21"
    })
    void areAskedForWhereTheRowIs(String base, @Nullable String azureVersion, String expected) {
        ProviderSettingsBuilder row = Rows.provider("any").toBuilder().baseUrl(Optional.of(URI.create(base)));
        if (azureVersion != null) {
            row.azure(Optional.of(
                    new ProviderSettings.Azure(Optional.of(azureVersion).filter(text -> !text.isEmpty()))));
        }

        Dialect.Listing listing = dialect.models(row.build());

        assertThat(listing.request().method()).isEqualTo("GET");
        assertThat(listing.request().uri()).hasToString(expected);
        assertThat(listing.request().body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\": \"list\", \"data\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}",
                "[{\"id\": \"a\"}, {\"id\": \"b\"}]"
            })
    void areReadAlsoWhereTheListStandsAlone(String answer) {
        assertThat(read(answer)).containsExactly("a", "b");
    }

    @Test
    void aPageIsNoList() {
        assertThatThrownBy(() -> read("<html>"))
                .isInstanceOfSatisfying(
                        CallFailed.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Garbled.class));
    }

    private List<String> read(String answer) {
        return dialect.models(Rows.provider("any")).names().apply(answer.getBytes(StandardCharsets.UTF_8));
    }
}
