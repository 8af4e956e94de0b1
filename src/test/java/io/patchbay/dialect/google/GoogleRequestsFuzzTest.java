package io.patchbay.dialect.google;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.dialect.Unsaid;
import io.patchbay.testing.Fuzzing;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Seeds;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as Google's clients write them. */
class GoogleRequestsFuzzTest {

    static List<byte[]> seeds() {
        return Seeds.requests(
                Recording.of("generateContent", "gemini"),
                request -> GoogleRequests.write(request, "gemini-3.5-flash", Unsaid.of(request, Google.DIALECT)));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areUnderstoodOrRefused(byte[] body) {
        Fuzzing.request(body, GoogleRequests::read);
    }
}
