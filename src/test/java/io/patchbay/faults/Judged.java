package io.patchbay.faults;

import java.util.List;

/**
 * What is to be said of a cell that was played.
 *
 * @param complaints what is not as it should be
 * @param late whether it took notably longer than the clocks
 * @param text as the matrix shows it
 */
record Judged(List<String> complaints, boolean late, String text) {}
