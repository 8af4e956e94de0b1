package io.patchbay.dialect.openai;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.testing.Fuzzing;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Seeds;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests to chat, as any client may send them. */
class OpenAiRequestsFuzzTest {

    static List<byte[]> seeds() {
        return Seeds.requests(Recording.chats(recording -> true), OpenAiRequests::write);
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areUnderstoodOrRefused(byte[] body) {
        Fuzzing.request(body, json -> OpenAiRequests.read(json).request());
    }
}
