package io.patchbay.dialect;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.patchbay.testing.Fuzzing;
import io.patchbay.testing.Recording;
import io.patchbay.testing.Seeds;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes, in any pieces. */
class SseFramesFuzzTest {

    static List<byte[]> seeds() {
        return Seeds.answers(Recording.eventStreams());
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = Fuzzing.WORDS)
    @FuzzTest(maxDuration = Fuzzing.TIME)
    void areTheSameWhereverTheyAreSplit(byte[] stream) throws IOException {
        Pieces.assertSplitsChangeNothing(stream, SseFrames::new);
    }
}
