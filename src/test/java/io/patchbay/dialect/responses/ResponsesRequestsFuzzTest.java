package io.patchbay.dialect.responses;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.dialect.Unsaid;
import io.patchbay.testing.Fuzzing;
import io.patchbay.testing.Seeds;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests for a response, as any client may send them. */
class ResponsesRequestsFuzzTest {

    static List<byte[]> seeds() {
        return Seeds.requests(
                Recorded.all(recording -> true),
                request -> ResponsesRequests.write(request, Unsaid.of(request, Responses.DIALECT)));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areUnderstoodOrRefused(byte[] body) {
        Fuzzing.request(body, json -> ResponsesRequests.read(json).request());
    }
}
