package io.patchbay.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are the server's own user's alone, and on the disk when it says so. */
final class Disk {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private Disk() {}

    static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, only("rwx------"));
    }

    static void create(Path file) throws IOException {
        Files.createFile(file, only("rw-------"));
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Writes a file whole: whoever reads it, after a crash too, has the old or the new one. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(fresh);
        create(fresh);
        try (RandomAccessFile out = new RandomAccessFile(fresh.toFile(), "rw")) {
            out.write(bytes);
            out.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            syncDirectory(directory);
        }
    }

    /** Adds a line. */
    static void append(Path file, byte[] line) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(out.length());
            out.write(line);
            out.write('\n');
            out.getFD().sync();
        }
    }

    /** Makes the names of its files as durable as what is in them. */
    static void syncDirectory(Path directory) throws IOException {
        boolean interrupted = Thread.interrupted(); // It would close the channel.
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
