package io.patchbay.provider.openai;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.completions.CompletionsRequests;
import io.patchbay.provider.ProviderSettings;
import io.patchbay.provider.ProviderSettings.Endpoint;
import io.patchbay.provider.WireCall;
import io.patchbay.testing.Fuzzing;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Rows;
import io.patchbay.testing.Seeds;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of completions, whole, streamed and failed. */
class CompletionsAnswersFuzzTest {

    private static final ProviderSettings ROW = Rows.provider("vendor").toBuilder()
            .endpoints(Set.of(Endpoint.COMPLETIONS))
            .build();

    private final OpenAiDialect dialect = new OpenAiDialect();
    private final WireCall call = dialect.chat(
            Rows.target(ROW, "m"),
            CompletionsRequests.read(Json.object().put("prompt", "Hi")).request(),
            true);

    static List<byte[]> seeds() {
        return Seeds.answers(Recording.of("completions", "openai"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areUnderstoodOrRefused(byte[] body) throws IOException {
        Fuzzing.answer(dialect, call, body);
    }
}
