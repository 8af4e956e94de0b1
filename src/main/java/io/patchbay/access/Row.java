package io.patchbay.access;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A row of one of the directory's tables, read from the database or from the file. */
interface Row {

    Optional<String> text(String column);

    Optional<Long> number(String column);

    Optional<BigDecimal> decimal(String column);

    Optional<Instant> time(String column);

    boolean flag(String column);

    default String requiredText(String column) {
        return text(column).orElseThrow(() -> new IllegalStateException(column + " is missing"));
    }

    default Instant requiredTime(String column) {
        return time(column).orElseThrow(() -> new IllegalStateException(column + " is missing"));
    }

    /** What stands in one column with commas between. */
    default List<String> list(String column) {
        return text(column).filter(text -> !text.isEmpty()).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .toList();
    }
}
