package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testing.Client.Answer;
import io.patchbay.testing.RunningPatchbay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page and its parts, and what is beside them: nothing. */
@ExtendWith(RunningPatchbay.Extension.class)
class PageIT {

    private static final List<String> ODD = List.of(
            "/api",
            "/api/openapi",
            "/v1",
            "/v1/nothing",
            "/v1/%2e%2e/x",
            "/WEB-INF/web.xml",
            "/META-INF/",
            "/a;b=c",
            "/x.jsp");

    private final RunningPatchbay patchbay;

    PageIT(RunningPatchbay patchbay) {
        this.patchbay = patchbay;
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/index.html, text/html",
        "/patchbay.css, text/css",
        "/patchbay.js, text/javascript",
        "/patchbay.svg, image/svg+xml",
        "/favicon.ico, image/svg+xml",
    })
    void isThereWithItsParts(String path, String type) {
        Answer answer = patchbay.client().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type").orElse("")).startsWith(type);
        assertThat(answer.text()).isNotBlank();
    }

    @Test
    void needsNothingFromElsewhereAndNoScriptInIt() {
        String page = patchbay.client().get("/").text();

        assertThat(page)
                .doesNotContain("http:", "https:", "//", "style=", "onclick")
                .containsOnlyOnce("<script");
        assertThat(page).contains("<script src=\"patchbay.js\"></script>");
    }

    @Test
    void takesNoOtherMethod() {
        Answer answer = patchbay.client().send("POST", "/", Optional.of("{}"));

        assertThat(answer.status()).isEqualTo(405);
    }

    /** A first-failure file is 22 kB, so that whoever asks for enough paths would fill the disk. */
    @Test
    void unknownPathsLeaveNoFirstFailureFiles() throws IOException {
        long before = firstFailures();

        for (int i = 0; i < 20; i++) {
            assertThat(patchbay.client().get("/unknown-" + i).status()).isEqualTo(404);
        }
        for (String path : ODD) {
            assertThat(patchbay.client().get(path).status()).as(path).isBetween(400, 499);
        }

        assertThat(firstFailures()).isEqualTo(before);
    }

    private long firstFailures() throws IOException {
        Path directory = patchbay.server().directory().resolve("logs/ffdc");
        if (!Files.exists(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("ffdc_"))
                    .count();
        }
    }
}
