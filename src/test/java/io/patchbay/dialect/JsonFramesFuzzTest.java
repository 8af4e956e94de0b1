package io.patchbay.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testing.Fuzzing;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes, in any pieces; of an array of objects, each object. */
class JsonFramesFuzzTest {

    static List<byte[]> seeds() {
        return Seeds.answers(Recording.of("streamGenerateContent", "gemini"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areTheSameWhereverTheyAreSplit(byte[] stream) throws IOException {
        Pieces.assertSplitsChangeNothing(stream, JsonFrames::new);
        if (isArrayOfObjects(stream)) {
            assertThat(objects(stream)).isEqualTo(elements(stream));
        }
    }

    /** One in UTF-8: other encodings of ASCII hold zeros, and Jackson knows them. */
    private static boolean isArrayOfObjects(byte[] stream) {
        try {
            for (byte b : stream) {
                if (b == 0) {
                    return false;
                }
            }
            JsonNode json = Json.read(stream);
            return stream.length > 0
                    && stream[0] == '['
                    && json.isArray()
                    && StreamSupport.stream(json.spliterator(), false).allMatch(JsonNode::isObject);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<JsonNode> elements(byte[] stream) throws IOException {
        List<JsonNode> elements = new ArrayList<>();
        Json.read(stream).forEach(elements::add);
        return elements;
    }

    private static List<JsonNode> objects(byte[] stream) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        JsonFrames frames = new JsonFrames(new ByteArrayInputStream(stream));
        for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
            objects.add(Json.read(frame.data()));
        }
        return objects;
    }
}
