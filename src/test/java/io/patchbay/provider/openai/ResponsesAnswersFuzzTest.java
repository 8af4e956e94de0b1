package io.patchbay.provider.openai;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.dialect.Json;
import io.patchbay.dialect.responses.ResponsesRequests;
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

/** Responses, whole, streamed and failed. */
class ResponsesAnswersFuzzTest {

    private static final ProviderSettings ROW = Rows.provider("vendor").toBuilder()
            .endpoints(Set.of(Endpoint.RESPONSES))
            .build();

    private final OpenAiDialect dialect = new OpenAiDialect();
    private final WireCall call = dialect.chat(
            Rows.target(ROW, "m"),
            ResponsesRequests.read(Json.object().put("input", "Hi")).request(),
            true);

    static List<byte[]> seeds() {
        return Seeds.answers(Recording.of("responses", "openai", "azure", "deepseek", "xai", "openrouter"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areUnderstoodOrRefused(byte[] body) throws IOException {
        Fuzzing.answer(dialect, call, body);
    }
}
