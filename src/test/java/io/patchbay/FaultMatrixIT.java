package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.faults.Fault;
import io.patchbay.faults.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a provider may do, and what becomes of the call, on the running server: the matrix of docs/failures.md. */
@Isolated
class FaultMatrixIT {

    private static final Path PAGE = Path.of("docs/failures.md");
    private static final String BEGIN = "<!-- the matrix begins -->\n";
    private static final String END = "<!-- the matrix ends -->";

    private static Matrix matrix;

    @BeforeAll
    static void play() throws IOException, InterruptedException {
        long start = System.nanoTime();
        matrix = Matrix.play();
        System.out.printf(
                "The matrix: %d calls, %d of them late, %d s with the server's start%n%s",
                matrix.size(), matrix.late(), (System.nanoTime() - start) / 1_000_000_000, matrix.table());
    }

    @ParameterizedTest
    @EnumSource
    void endsAsItShould(Fault fault) {
        assertThat(matrix.complaints(fault)).isEmpty();
    }

    /** No call ends long after its clocks; on a busy machine a few are late. */
    @Test
    void endsInTime() {
        assertThat(matrix.late()).isLessThan(matrix.size() / 20);
    }

    @Test
    void isTheOneOfThePage() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("write-matrix")) {
            Files.writeString(PAGE, page.substring(0, begin) + matrix.table() + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(matrix.table());
        }
    }
}
