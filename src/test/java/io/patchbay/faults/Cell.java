package io.patchbay.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * A call that meets a fault.
 *
 * @param id by which its models are called, which are its own
 */
record Cell(int number, String id, Fault fault, WaitSaid said, Pair pair, Asked asked, Behind behind) {

    /** Of a vendor's. Cells share them, since a provider begins with ten further tries and gets back what a call takes. */
    private static final int ROWS = 6;

    static final String NAME = "cell";

    static List<Cell> all() {
        List<Cell> all = new ArrayList<>();
        for (Pair pair : Pair.all()) {
            for (Fault fault : Fault.values()) {
                if (fault.concerns(pair.wire())) {
                    pair.waits(fault).forEach(said -> addAll(all, fault, said, pair));
                }
            }
        }
        return all;
    }

    private static void addAll(List<Cell> all, Fault fault, WaitSaid said, Pair pair) {
        for (Asked asked : Asked.values()) {
            for (Behind behind : Behind.values()) {
                Cell cell = new Cell(all.size(), NAME + all.size(), fault, said, pair, asked, behind);
                if (cell.isPossible()) {
                    all.add(cell);
                }
            }
        }
    }

    private boolean isPossible() {
        if (fault.expected(asked).isEmpty()) {
            return false;
        }
        return switch (behind) {
            case NOBODY -> true;
            case ANOTHER -> said == WaitSaid.NOT || !locks();
            case ANOTHER_AND_HELD -> said == WaitSaid.NOT && asked == Asked.STREAMED;
            case ANOTHER_WHO_GOES_ON -> said == WaitSaid.NOT && asked == Asked.STREAMED && (breaks() || pair.isUsual());
            case ANOTHER_BESIDE -> fault.isQuiet() && pair.isUsual();
        };
    }

    /** Whether the target has begun to answer; all else is as without going on, whoever asks. */
    private boolean breaks() {
        return expected().afterWords();
    }

    /** Whether the target's provider comes last afterwards, whatever the model. */
    private boolean locks() {
        return expected().ending() == Ending.UNAUTHENTICATED;
    }

    /** What the caller hears of both targets, where the other answers or goes on. */
    String otherAnswer() {
        return expected().isContinued(behind) ? Sample.CONTINUED : Sample.OTHER_TEXT;
    }

    boolean isLarge() {
        return fault == Fault.LARGE;
    }

    /** Whether it sits out a clock or a wait. */
    boolean waits() {
        return !expected().shortest(behind).isZero();
    }

    Expected expected() {
        return fault.expected(asked).orElseThrow();
    }

    /** What the target would say, were it well. */
    Sample sample() {
        return Sample.of(pair.wire(), asked);
    }

    Sample otherSample() {
        return new Sample(pair.wire(), asked, Sample.OTHER_TEXT);
    }

    /** As a caller names what it wants. */
    String wanted() {
        return behind == Behind.NOBODY ? target() : "any-" + id;
    }

    String target() {
        return "@" + row().id() + "/" + id;
    }

    /** Its own model at the other provider. */
    String otherModel() {
        return id + "-other";
    }

    String other() {
        return "@" + Row.well(pair.vendor()).id() + "/" + otherModel();
    }

    Row row() {
        Vendor vendor = pair.vendor();
        if (fault.place() != Place.UPSTREAM) {
            return new Row(vendor, fault.place(), "misplaced-" + fault.ordinal());
        }
        if (isLarge()) {
            return new Row(vendor, Place.UPSTREAM, Row.PATIENT);
        }
        if (locks()) {
            return behind == Behind.NOBODY ? new Row(vendor, Place.UPSTREAM, "locked") : Row.of(this);
        }
        return new Row(vendor, Place.UPSTREAM, "faulty-" + number % ROWS);
    }
}
