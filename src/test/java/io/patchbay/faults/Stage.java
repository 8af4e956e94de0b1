package io.patchbay.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.faults.Seen.Line;
import io.patchbay.testing.Client;
import io.patchbay.testing.LibertyServer;
import io.patchbay.testing.Rule;
import io.patchbay.testing.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A server whose providers are played by the upstream. */
final class Stage implements AutoCloseable {

    private static final String KEY = "key-of-the-matrix";

    private final Upstream upstream = Upstream.start();
    private final ServerSocket mute;
    private final FullPort full;
    /** Bound, so that nobody else gets its port, and not listening. */
    private final Socket closed = new Socket();

    private final LibertyServer server;
    private final Client client;
    private final Set<Row> rows;

    Stage(List<Cell> cells) throws IOException {
        rows = rows(cells);
        InetAddress here = InetAddress.getByName("127.0.0.1");
        mute = new ServerSocket(0, cells.size(), here);
        full = new FullPort();
        closed.bind(new InetSocketAddress(here, 0));
        server = LibertyServer.create("faults", yaml(cells), Map.of()).inFull();
        client = new Client(server.uri("/"), KEY);
    }

    void open() {
        server.start();
        warmUp();
    }

    /** The first calls of a server, and of a provider, take their time, which is not the subject here. */
    private void warmUp() {
        for (Asked asked : Asked.values()) {
            for (Pair pair : Pair.all()) {
                Sample.of(pair.wire(), asked).tell(upstream.answersFor(pair.id()));
                warmUp(Row.well(pair.vendor()), pair, asked);
            }
            rows.parallelStream()
                    .filter(row -> row.place() == Place.UPSTREAM && !row.isForOneCall())
                    .forEach(row ->
                            row.vendor().usual().forEach(face -> warmUp(row, new Pair(face, row.vendor()), asked)));
        }
    }

    private void warmUp(Row row, Pair pair, Asked asked) {
        pair.face().ask(client, "@" + row.id() + "/" + pair.id(), asked);
    }

    private static Set<Row> rows(List<Cell> cells) {
        Set<Row> rows = new LinkedHashSet<>();
        for (Vendor vendor : Vendor.values()) {
            rows.add(Row.well(vendor));
        }
        cells.forEach(cell -> rows.add(cell.row()));
        return rows;
    }

    private String yaml(List<Cell> cells) {
        StringBuilder yaml = new StringBuilder("patchbay:\n  providers:\n");
        rows.forEach(row -> yaml.append(yaml(row)));
        yaml.append("  aliases:\n");
        cells.stream().filter(cell -> cell.behind() != Behind.NOBODY).forEach(cell -> yaml.append(alias(cell)));
        return yaml.toString();
    }

    private String yaml(Row row) {
        return """
                    %s:
                      base-url: "%s"
                      api-key: key-of-the-upstream
                      dialect: %s
                      endpoints: %s
                      retry-budget: 1
                      circuit-breaker: {failures: 500, delay: 1s, successes: 1}
                      clocks: %s
                """.formatted(
                row.id(), address(row), row.vendor().dialect(), row.vendor().endpoints(), row.clocks());
    }

    private static String alias(Cell cell) {
        return """
                    %s:
                      models: ["%s", "%s"]
                      on-cut: %s
                %s""".formatted(
                cell.wanted(), cell.target(), cell.other(), cell.behind().onCut(), hedge(cell));
    }

    private static String hedge(Cell cell) {
        return cell.behind().isHedged() ? "      hedge: " + Clocks.HEDGE.toMillis() + "ms\n" : "";
    }

    private String address(Row row) {
        String path = "/" + row.id() + "/v1";
        return switch (row.place()) {
            case UPSTREAM -> upstream.at(path).toString();
            case CLOSED_PORT -> "http://127.0.0.1:" + closed.getLocalPort() + path;
            case FULL_PORT -> "http://127.0.0.1:" + full.port() + path;
            case NO_HOST -> "http://nowhere.invalid" + path;
            case NO_TLS -> upstream.at(path).toString().replace("http:", "https:");
            case MUTE_TLS -> "https://127.0.0.1:" + mute.getLocalPort() + path;
        };
    }

    Seen play(Cell cell) {
        if (cell.behind().isHedged()) {
            saveUp(cell);
        }
        int before = upstream.arrivals(cell.id()).size();
        Rule own = upstream.answersFor(cell.id());
        Rule others = upstream.answersFor(cell.otherModel());
        cell.fault().script(own, cell.sample(), cell.said());
        cell.otherSample().tell(others);
        try {
            return play(cell, before);
        } finally {
            upstream.withdraw(own);
            upstream.withdraw(others);
        }
    }

    private Seen play(Cell cell, int before) {
        boolean alone = cell.behind() == Behind.NOBODY;
        Face face = cell.pair().face();
        long start = System.nanoTime();
        Client.Answer answer =
                face.ask(client, cell.wanted(), cell.asked(), "x-patchbay-use-fallback", Boolean.toString(!alone));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Seen(
                face.told(answer, cell.asked()),
                answer.header("retry-after").isPresent(),
                upstream.arrivals(cell.id()).size() - before,
                upstream.arrivals(cell.otherModel()).size(),
                took,
                lines(answer, cell));
    }

    /** One in twenty calls of an alias may be hedged, and the next one is the twentieth. */
    private void saveUp(Cell cell) {
        cell.sample().tell(upstream.answersFor(cell.id()));
        for (int i = 1; i < 20; i++) {
            cell.pair().face().ask(client, cell.wanted(), cell.asked());
        }
    }

    private List<Line> lines(Client.Answer answer, Cell cell) {
        String id = answer.header("x-patchbay-request-id").orElseThrow();
        List<Line> lines = new ArrayList<>();
        for (JsonNode item : client.get("/api/v1/usage?request_id=" + id).json().path("items")) {
            int tries = 0;
            boolean left = false;
            boolean continued = false;
            for (JsonNode attempt : item.path("attempts")) {
                boolean own =
                        attempt.path("provider").asText().equals(cell.row().id());
                tries += own ? 1 : 0;
                left |= own && attempt.path("error_code").asText().equals("cancelled");
                continued |= !own && attempt.path("continues").asBoolean();
            }
            JsonNode code = item.path("error_code");
            lines.add(new Line(
                    item.path("outcome").asText(),
                    code.isTextual() ? Optional.of(code.asText()) : Optional.empty(),
                    tries,
                    left,
                    continued));
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        server.close();
        upstream.close();
        mute.close();
        closed.close();
        full.close();
    }
}
