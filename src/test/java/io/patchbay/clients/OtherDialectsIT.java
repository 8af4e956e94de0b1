package io.patchbay.clients;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.patchbay.testing.AnthropicWire;
import io.patchbay.testing.GoogleWire;
import io.patchbay.testing.OpenAiWire;
import io.patchbay.testing.RunningPatchbay;
import io.patchbay.testing.VendorWire;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients before vendors of other dialects than their own. */
@ParameterizedClass(name = "{0} by {1}")
@MethodSource("pairs")
class OtherDialectsIT extends AnswersContract {

    OtherDialectsIT(Supplier<ClientLibrary> client, VendorWire vendor, RunningPatchbay patchbay) {
        super(patchbay, client.get(), vendor);
    }

    static Stream<Arguments> pairs() {
        VendorWire openAi = OpenAiWire.openAi();
        VendorWire anthropic = new AnthropicWire();
        VendorWire google = new GoogleWire();
        return Stream.of(
                        before("openai (npm)", NodeOpenAi::chat, anthropic, google),
                        before("openai-java", OpenAiJava::new, anthropic, google),
                        before("openai (npm), responses", NodeOpenAi::responses, anthropic, google),
                        before("openai-java, responses", OpenAiJavaResponses::new, anthropic, google),
                        before("@ai-sdk/openai", NodeAi::openAiResponses, anthropic, google),
                        before("@anthropic-ai/sdk", NodeAnthropic::new, openAi, google),
                        before("anthropic-java", AnthropicJava::new, openAi, google),
                        before("langchain4j-anthropic", LangChain4jAnthropic::new, openAi, google),
                        before("@ai-sdk/anthropic", NodeAi::anthropic, openAi, google))
                .flatMap(pairs -> pairs);
    }

    /** The client is made where a test needs it, for one of npm may be missing. */
    private static Stream<Arguments> before(String name, Supplier<ClientLibrary> client, VendorWire... vendors) {
        return Stream.of(vendors).map(vendor -> arguments(Named.of(name, client), vendor));
    }
}
