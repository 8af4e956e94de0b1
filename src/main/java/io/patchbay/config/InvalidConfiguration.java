package io.patchbay.config;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A configuration with mistakes, all of them. */
final class InvalidConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidConfiguration(List<Problem> problems) {
        super(text(problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }

    private static String text(List<Problem> problems) {
        return problems.stream()
                .map(problem -> "  * " + problem)
                .collect(joining("\n", "Patchbay's configuration has %d mistake(s):\n".formatted(problems.size()), ""));
    }
}
