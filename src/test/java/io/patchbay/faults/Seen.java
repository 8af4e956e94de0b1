package io.patchbay.faults;

import io.patchbay.faults.Told.Answer;
import io.patchbay.faults.Told.Broken;
import io.patchbay.faults.Told.Nonsense;
import io.patchbay.faults.Told.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a cell.
 *
 * @param toldToWait whether the answer has {@code Retry-After}
 * @param arrivals at the target
 * @param others arrivals at the other target
 */
record Seen(Told told, boolean toldToWait, int arrivals, int others, Duration took, List<Line> rows) {

    /** Beyond the clocks, for anyone, and on a machine that has much else to do. */
    private static final Duration LATEST = Duration.ofSeconds(6);

    private static final Duration LATE = Duration.ofMillis(1_500);

    /**
     * A row of the audit.
     *
     * @param tries at the target
     * @param left whether one of them was left for another's answer
     * @param continued whether another went on with the target's
     */
    record Line(String outcome, Optional<String> errorCode, int tries, boolean left, boolean continued) {}

    Judged judged(Cell cell) {
        return new Judged(complaints(cell), isLate(cell), text());
    }

    /** What is not as it should be. */
    private List<String> complaints(Cell cell) {
        List<String> complaints = new ArrayList<>();
        Expected expected = cell.expected();
        int tries = expected.tries(cell.behind());
        boolean goesOn = expected.goesOn(cell.behind());
        compare("told", toldTo(cell, expected), comparable(cell), complaints);
        compare("told to wait", !goesOn && cell.fault().asksToWait(cell.asked(), cell.said()), toldToWait, complaints);
        compare("arrivals", cell.fault().place() == Place.UPSTREAM ? tries : 0, arrivals, complaints);
        compare("arrivals at the other", goesOn ? 1 : 0, others, complaints);
        compare("rows", List.of(row(expected, cell.behind())), rows, complaints);
        if (took.compareTo(expected.shortest(cell.behind())) < 0 || isLaterBy(LATEST, cell)) {
            complaints.add("took " + took + ", where the least is " + expected.shortest(cell.behind()));
        }
        return complaints;
    }

    /** Whether it took notably longer than the clocks. */
    private boolean isLate(Cell cell) {
        return isLaterBy(LATE, cell);
    }

    private boolean isLaterBy(Duration slack, Cell cell) {
        return took.compareTo(cell.expected().longest(cell.behind()).plus(slack)) > 0;
    }

    private static void compare(String what, Object expected, Object seen, List<String> complaints) {
        if (!expected.equals(seen)) {
            complaints.add("%s: %s, and not %s".formatted(what, shortened(seen), shortened(expected)));
        }
    }

    private static String shortened(Object value) {
        String text = value.toString();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private static Line row(Expected expected, Behind behind) {
        Ending ending = expected.goesOn(behind) ? Ending.ANSWER : expected.ending();
        return new Line(
                ending == Ending.ANSWER ? "completed" : "failed",
                ending.auditCode(),
                expected.tries(behind),
                behind.isHedged(),
                expected.isContinued(behind));
    }

    private static Told toldTo(Cell cell, Expected expected) {
        if (expected.goesOn(cell.behind())) {
            return new Answer(cell.otherAnswer());
        }
        Ending ending = expected.ending();
        if (ending == Ending.ANSWER) {
            return new Answer(cell.fault().sample(cell.sample()).text());
        }
        String code = ending.isInVendorsWords() ? "" : cell.pair().face().errorOf(ending);
        return expected.afterWords() ? new Broken(Sample.FIRST, code) : new Refusal(ending.status(), code);
    }

    /** As told, but for words that are the vendor's. */
    private Told comparable(Cell cell) {
        boolean vendors = cell.expected().ending().isInVendorsWords();
        return told instanceof Refusal refusal && vendors ? new Refusal(refusal.status(), "") : told;
    }

    /** As the matrix shows it. */
    private String text() {
        String code = rows.stream()
                .flatMap(row -> row.errorCode().stream())
                .findFirst()
                .orElse("?");
        int tries = rows.stream().mapToInt(Line::tries).sum();
        String end = switch (told) {
            case Answer answer when answer.text().equals(Sample.OTHER_TEXT) -> "the other's answer";
            case Answer answer when answer.text().equals(Sample.CONTINUED) -> "the other writes the rest";
            case Answer ignored -> "answer";
            case Refusal refusal -> refusal.status() + " `" + code + "`";
            case Broken ignored -> "error event `" + code + "`";
            case Nonsense ignored -> "nonsense";
        };
        return tries == 1 ? end : end + " ×" + tries;
    }
}
