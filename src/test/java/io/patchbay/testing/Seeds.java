package io.patchbay.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.call.CallFailed;
import io.patchbay.chat.ChatRequest;
import io.patchbay.dialect.Feature;
import io.patchbay.dialect.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What a fuzzer begins with: the smallest of what was recorded, and of requests an example of each feature. */
public final class Seeds {

    private static final int RECORDINGS = 40;
    private static final int MAX_BYTES = 4_096;

    private Seeds() {}

    /** @param writer of the dialect; what it refuses to say is no seed */
    public static List<byte[]> requests(List<Recording> recordings, Function<ChatRequest, ObjectNode> writer) {
        List<byte[]> seeds = smallest(recordings, recording -> Json.write(recording.requestBody()));
        for (Feature feature : Feature.values()) {
            try {
                seeds.add(Json.write(writer.apply(feature.request()).put("model", "m")));
            } catch (CallFailed unsayable) {
                continue;
            }
        }
        return seeds;
    }

    public static List<byte[]> answers(List<Recording> recordings) {
        List<byte[]> seeds =
                smallest(recordings.stream().filter(it -> !it.streamed()).toList(), Recording::responseBody);
        seeds.addAll(smallest(recordings.stream().filter(Recording::streamed).toList(), Recording::responseBody));
        return seeds;
    }

    private static List<byte[]> smallest(List<Recording> recordings, Function<Recording, byte[]> part) {
        return new ArrayList<>(recordings.stream()
                .map(part)
                .filter(bytes -> bytes.length > 0 && bytes.length <= MAX_BYTES)
                .sorted(Comparator.comparingInt(bytes -> bytes.length))
                .limit(RECORDINGS)
                .toList());
    }
}
