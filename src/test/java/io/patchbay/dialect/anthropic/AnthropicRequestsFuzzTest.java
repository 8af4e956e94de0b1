package io.patchbay.dialect.anthropic;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.dialect.Unsaid;
import io.patchbay.testing.Fuzzing;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Seeds;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages, as any client may send them. */
class AnthropicRequestsFuzzTest {

    private static final AnthropicModel MODEL = AnthropicModel.of("claude-sonnet-4-5", 4_096, true);

    static List<byte[]> seeds() {
        return Seeds.requests(
                Recording.messages(recording -> true),
                request -> AnthropicRequests.write(request, MODEL, Unsaid.of(request, Anthropic.DIALECT)));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areUnderstoodOrRefused(byte[] body) {
        Fuzzing.request(body, json -> AnthropicRequests.read(json).request());
    }
}
