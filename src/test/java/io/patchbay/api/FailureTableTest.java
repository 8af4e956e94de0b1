package io.patchbay.api;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.call.Allowance;
import io.patchbay.call.Failure;
import io.patchbay.call.Failure.Clock;
import io.patchbay.call.Failure.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of names in docs/failures.md is the code's. */
class FailureTableTest {

    private static final Path PAGE = Path.of("docs/failures.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `(\\w+)` \\| (\\d{3}|the vendor's) \\| `(\\w+)` \\| (.+) \\|");
    private static final int OF_THE_VENDOR = 451;

    private static List<Failure> all() {
        Stream<Failure> timeouts = Arrays.stream(Clock.values()).map(clock -> new Failure.TimedOut("", clock));
        Stream<Failure> others = Stream.of(
                new Failure.Throttled("", Optional.empty()),
                new Failure.Unavailable("", Reach.ANSWER),
                new Failure.Garbled(""),
                new Failure.ContextTooLong("", Optional.empty()),
                new Failure.ContentFiltered("", OF_THE_VENDOR, Optional.empty()),
                new Failure.Unauthenticated(""),
                new Failure.ModelNotFound("", Optional.empty()),
                new Failure.Unsupported("", "tools"),
                new Failure.Rejected("", OF_THE_VENDOR, Optional.empty()),
                new Failure.Overloaded("", Optional.empty()),
                new Failure.NoTarget("", Optional.empty()),
                new Failure.LedgerUnavailable(""),
                new Failure.Invalid(""),
                new Failure.Cancelled(""),
                new Failure.Stopping(""),
                new Failure.OverBudget("", Optional.empty()),
                new Failure.Unbounded("", "service_tier"),
                new Failure.Unpriced(""),
                new Failure.RateLimited("", Duration.ZERO, Allowance.UNLIMITED),
                new Failure.Unexpected(""));
        return Stream.concat(timeouts, others).toList();
    }

    /** As a row of the table has it, once for each of the audit's codes. */
    private static String row(Failure failure) {
        ErrorShape shape = Errors.of(failure);
        String status = shape.status() == OF_THE_VENDOR ? "the vendor's" : Integer.toString(shape.status());
        return String.join(" ", failure.getClass().getSimpleName(), status, shape.code(), failure.code());
    }

    @Test
    void knowsEveryFailure() {
        assertThat(all().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Failure.class.getPermittedSubclasses());
    }

    @Test
    void saysWhatTheCodeDoes() throws IOException {
        TreeSet<String> documented = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            for (String code : row.group(4).split(", ", -1)) {
                documented.add(String.join(" ", row.group(1), row.group(2), row.group(3), code.replace("`", "")));
            }
        }

        assertThat(documented)
                .isEqualTo(all().stream().map(FailureTableTest::row).collect(toCollection(TreeSet::new)));
    }
}
