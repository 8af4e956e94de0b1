package io.patchbay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final long MOST = 4_000;
    private static final String FIRST = "00000001.spool";

    @TempDir
    private Path directory;

    private final List<Spool> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Spool spool : opened) {
            spool.close();
        }
    }

    private Spool open(Path where) throws IOException {
        Spool spool = new Spool(where, MOST);
        opened.add(spool);
        spool.open();
        return spool;
    }

    private Spool open() throws IOException {
        return open(directory);
    }

    /** As a killed process leaves it: nothing is written at the end. */
    private Spool afterAKill() throws IOException {
        close();
        return open();
    }

    private static int append(Spool spool, String... records) throws IOException {
        return spool.append(Arrays.stream(records)
                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static List<String> first(Spool spool, int count) throws IOException {
        return spool.first(count).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> drained(Spool spool, int count) throws IOException {
        List<String> all = new ArrayList<>();
        while (!spool.isEmpty()) {
            List<String> some = first(spool, count);
            all.addAll(some);
            spool.arrived(some.size());
        }
        return all;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("a record of some length, %04d"::formatted)
                .toList();
    }

    @Test
    void givesBackInOrderWhatWasAddedOverManySegments() throws IOException {
        Spool spool = open();
        numbers(0, 90).forEach(record -> assertThat(appended(spool, record)).isOne());
        assertThat(segments()).hasSizeGreaterThan(2);
        assertThat(spool.records()).isEqualTo(90);

        assertThat(drained(spool, 7)).isEqualTo(numbers(0, 90));

        assertThat(spool.bytes()).isZero();
        assertThat(segments()).isEmpty();
        append(spool, "later");
        assertThat(first(spool, 7)).containsExactly("later");
    }

    private static int appended(Spool spool, String record) {
        try {
            return append(spool, record);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spool")).toList();
        }
    }

    @Test
    void goesOnAfterAKillWhereItWas() throws IOException {
        Spool spool = open();
        for (String record : numbers(0, 60)) {
            append(spool, record);
        }
        spool.arrived(first(spool, 25).size());

        Spool next = afterAKill();
        append(next, "the last");

        assertThat(next.records()).isEqualTo(36);
        List<String> all = new ArrayList<>(numbers(25, 60));
        all.add("the last");
        assertThat(drained(next, 10)).isEqualTo(all);
        assertThat(afterAKill().isEmpty()).isTrue();
    }

    @Test
    void readsAgainWhatWasNotSaidToHaveArrived() throws IOException {
        Spool spool = open();
        append(spool, "a", "b", "c");
        spool.arrived(first(spool, 1).size());
        assertThat(first(spool, 2)).containsExactly("b", "c");

        assertThat(first(afterAKill(), 2)).containsExactly("b", "c");
    }

    @Test
    void takesUpWhatIsAddedWhileItIsRead() throws IOException {
        Spool spool = open();
        append(spool, "a", "b");
        int read = first(spool, 10).size();
        append(spool, "c");
        spool.arrived(read);

        assertThat(drained(spool, 10)).containsExactly("c");
    }

    @Test
    void leavesOutALastRecordThatIsCutAtAnyByte() throws IOException {
        append(open(), "one", "two", "three");
        close();
        byte[] whole = Files.readAllBytes(directory.resolve(FIRST));
        int begin = whole.length - Segment.HEADER - "three".length();
        for (int length = begin; length < whole.length; length++) {
            Spool spool = left(length, Arrays.copyOf(whole, length));
            append(spool, "four");
            assertThat(drained(spool, 10)).as("cut at %d", length).containsExactly("one", "two", "four");
        }
    }

    /** A spool with these bytes as its segment. */
    private Spool left(int number, byte[] segment) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("copy-" + number));
        Files.write(copy.resolve(FIRST), segment);
        return open(copy);
    }

    @Test
    void leavesOutALastRecordWithAWrongByte() throws IOException {
        append(open(), "one", "two", "three");
        close();
        byte[] whole = Files.readAllBytes(directory.resolve(FIRST));
        int begin = whole.length - Segment.HEADER - "three".length();
        for (int wrong = begin; wrong < whole.length; wrong++) {
            byte[] bytes = whole.clone();
            bytes[wrong] ^= 0x10;
            assertThat(drained(left(wrong, bytes), 10)).as("wrong at %d", wrong).containsExactly("one", "two");
        }
    }

    @Test
    void keepsACopyWhereARecordInTheMiddleIsDamaged() throws IOException {
        append(open(), "one", "two", "three");
        close();
        byte[] bytes = Files.readAllBytes(directory.resolve(FIRST));
        bytes[Segment.HEADER + "one".length() + Segment.HEADER] = 'x';

        Spool spool = left(0, bytes);

        assertThat(drained(spool, 10)).containsExactly("one");
        assertThat(directory.resolve("copy-0").resolve(FIRST + ".damaged")).hasBinaryContent(bytes);
    }

    @Test
    void beginsAnewWhereNobodyCanReadHowFarItCame() throws IOException {
        Spool spool = open();
        append(spool, "a", "b");
        spool.arrived(first(spool, 1).size());
        close();
        Files.writeString(directory.resolve("position"), "\0\0\0");

        assertThat(first(open(), 10)).containsExactly("a", "b");
    }

    @Test
    void takesAsManyAsThereIsRoomForAndMoreOnceThoseArrived() throws IOException {
        Spool spool = open();
        String large = "x".repeat(900);

        assertThat(append(spool, large, large, large, large, large)).isEqualTo(4);
        assertThat(spool.hasRoom()).isFalse();
        assertThat(append(spool, large)).isZero();
        assertThat(drained(spool, 10)).hasSize(4);
        assertThat(spool.hasRoom()).isTrue();
        assertThat(append(spool, large)).isOne();
    }

    @Test
    void aWriteThatFailsLeavesNothingAndTheNextOneGoesElsewhere() throws IOException {
        Spool spool = open();
        append(spool, "a");
        Path segment = directory.resolve(FIRST);
        Path aside = directory.resolve("aside");
        Files.move(segment, aside);
        Files.createDirectory(segment);
        assertThatThrownBy(() -> append(spool, "b")).isInstanceOf(IOException.class);
        Files.delete(segment);
        Files.move(aside, segment);

        append(spool, "c");

        assertThat(drained(spool, 10)).containsExactly("a", "c");
    }

    @Test
    void belongsToOneServerAtATime() throws IOException {
        Spool one = open();
        Spool two = new Spool(directory, MOST);

        assertThatThrownBy(two::open).hasMessageContaining("another server has it");
        assertThat(append(two, "a")).isZero();
        one.close();
        two.open();

        assertThat(append(two, "a")).isOne();
        assertThat(append(one, "a")).isZero();
        two.close();
    }

    @Test
    void isTheServersOwn() throws IOException {
        Path own = directory.resolve("own");
        Spool spool = open(own);
        append(spool, "a", "b");
        spool.arrived(first(spool, 1).size());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(own)) {
            assertThat(files.toList())
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void worksOnAThreadThatIsInterrupted() throws IOException {
        Spool spool = open();
        Thread.currentThread().interrupt();
        append(spool, "a", "b");
        spool.arrived(first(spool, 1).size());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(first(spool, 10)).containsExactly("b");
    }
}
