package io.patchbay.config;

import java.io.PrintStream;

/**
 * The end of a start with a bad configuration: the list of mistakes, and nothing after it. The process is halted, for an
 * orderly end would print more; nothing is open at that time. Where the server hosts other applications too,
 * {@code PATCHBAY_ON_BAD_CONFIG=fail} has the deployment fail instead.
 */
final class BadStart {

    private static final String CHOICE = "PATCHBAY_ON_BAD_CONFIG";
    private static final int BAD_CONFIGURATION = 78;

    private BadStart() {}

    static void end(InvalidConfiguration invalid) {
        if ("fail".equals(System.getProperty(CHOICE, System.getenv(CHOICE)))) {
            throw invalid;
        }
        PrintStream console = System.err;
        console.println(invalid.getMessage());
        console.flush();
        Runtime.getRuntime().halt(BAD_CONFIGURATION);
    }
}
