package io.patchbay.provider.anthropic;

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
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of messages, whole, streamed and failed. */
class AnthropicAnswersFuzzTest {

    private final AnthropicDialect dialect = new AnthropicDialect();
    private final WireCall call = dialect.chat(Rows.target(Rows.provider("vendor"), "m"), ChatRequest.of("Hi"), true);

    static List<byte[]> seeds() {
        return Seeds.answers(Recording.messages(recording -> true));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areUnderstoodOrRefused(byte[] body) throws IOException {
        Fuzzing.answer(dialect, call, body);
    }
}
