package io.patchbay.config;

import io.patchbay.catalogue.Manner;
import io.patchbay.catalogue.OnCut;
import io.patchbay.catalogue.Patience;
import java.util.Optional;

/** Reads how the calls of a model or an alias are to be treated. */
final class MannerReader {

    private MannerReader() {}

    static Manner read(Section entry) {
        return new Manner(
                entry.value("on-cut", "'fail', 'hold' or 'continue' is expected", MannerReader::onCut),
                patience(entry.section("clocks")));
    }

    private static Optional<OnCut> onCut(String word) {
        return switch (word) {
            case "fail" -> Optional.of(OnCut.FAIL);
            case "hold" -> Optional.of(OnCut.HOLD);
            case "continue" -> Optional.of(OnCut.CONTINUE);
            default -> Optional.empty();
        };
    }

    private static Patience patience(Section clocks) {
        return new Patience(
                clocks.duration("connect"),
                clocks.duration("first-event"),
                clocks.duration("silence"),
                clocks.duration("whole-answer"),
                clocks.duration("call"));
    }
}
