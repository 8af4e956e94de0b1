package io.patchbay.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that can be killed with all its processes, and started again on what it left. */
final class MortalPostgres implements AutoCloseable {

    private final EmbeddedPostgres first;
    private final List<String> command;
    private ProcessHandle postmaster;

    private MortalPostgres(EmbeddedPostgres first, ProcessHandle postmaster) {
        this.first = first;
        this.postmaster = postmaster;
        this.command = command(postmaster);
    }

    static MortalPostgres start(EmbeddedPostgres.Builder builder) throws IOException {
        EmbeddedPostgres postgres = builder.start();
        String port = Integer.toString(postgres.getPort());
        ProcessHandle postmaster = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .filter(arguments -> arguments.contains("-D") && arguments.contains(port))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        return new MortalPostgres(postgres, postmaster);
    }

    /** It refuses to run as root, and believes what it sees in a namespace of its own. */
    private static List<String> command(ProcessHandle postmaster) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(postmaster.info().command().orElseThrow());
        command.addAll(List.of(postmaster.info().arguments().orElseThrow()));
        return command;
    }

    int port() {
        return first.getPort();
    }

    /** SIGKILL, to all of it. */
    void kill() {
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.addFirst(postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    void restart() throws IOException, InterruptedException {
        postmaster = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .toHandle();
        Instant latest = Instant.now().plusSeconds(60);
        while (!answers()) {
            if (Instant.now().isAfter(latest)) {
                throw new IllegalStateException("PostgreSQL did not come back");
            }
            Thread.sleep(20);
        }
    }

    private boolean answers() {
        try (Connection connection = first.getPostgresDatabase().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        first.close(); // Asks whichever process its directory names.
    }
}
