package io.patchbay.provider.google;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.chat.ChatRequest;
import io.patchbay.provider.WireCall;
import io.patchbay.testing.Fuzzing;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Rows;
import io.patchbay.testing.Seeds;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of Google's, whole, streamed in events or as an array, and failed. */
class GoogleAnswersFuzzTest {

    private final GoogleDialect dialect = new GoogleDialect();
    private final WireCall call = dialect.chat(Rows.target(Rows.provider("vendor"), "m"), ChatRequest.of("Hi"), true);

    static List<byte[]> seeds() {
        return Seeds.answers(Stream.of("generateContent", "streamGenerateContent")
                .flatMap(endpoint -> Recording.of(endpoint, "gemini").stream())
                .toList());
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areUnderstoodOrRefused(byte[] body) throws IOException {
        Fuzzing.answer(dialect, call, body);
    }
}
