package io.patchbay.testing;

import java.util.ArrayList;
import java.util.List;

/** An answer in a vendor's words, as it looks on the wire, whole and piece by piece. */
public interface AnswerWire {

    String whole(String text);

    /** What a stream sends before its first words. */
    List<String> opening();

    String piece(String text);

    /** What a stream sends behind its last words. */
    List<String> closing(String text);

    String serverError();

    /** A server's error where an answer is expected. */
    default String errorInside() {
        return serverError();
    }

    /** A server's error where a stream's first event is expected. */
    default String errorFirst() {
        return "data: " + serverError().replace("\n", "") + "\n\n";
    }

    /** A server's error after words of an answer. */
    default String errorLater() {
        return errorFirst();
    }

    /** How often a stream tells its words. */
    default int tellings() {
        return 1;
    }

    /** Whether a stream says that it is over apart from how its answer ended. */
    default boolean marksItsEnd() {
        return true;
    }

    /** Whether a whole answer is something else than a stream of one event. */
    default boolean tellsWholeApart() {
        return true;
    }

    default List<String> streamed(String... pieces) {
        List<String> all = begun(pieces);
        all.addAll(closing(String.join("", pieces)));
        return all;
    }

    /** A stream up to these pieces, without its end. */
    default List<String> begun(String... pieces) {
        List<String> all = new ArrayList<>(opening());
        for (String piece : pieces) {
            all.add(piece(piece));
        }
        return all;
    }
}
