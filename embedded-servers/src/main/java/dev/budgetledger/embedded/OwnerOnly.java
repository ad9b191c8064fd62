package dev.budgetledger.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files that nobody but their owner gets into. Where the file system knows no such rights, plain ones. */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /**
     * Makes a folder, or takes the rights of others from it.
     *
     * @throws CannotStartException if it is another's
     */
    public static Path folder(Path folder) {
        try {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (Files.notExists(folder)) {
                return Files.createDirectory(folder, attributes(folder, FOLDER));
            }
            if (isOpen(folder)) {
                Files.setPosixFilePermissions(folder, FOLDER);
            }
            return folder;
        } catch (IOException e) {
            throw new CannotStartException(
                    "Folder " + folder + " cannot be kept from others: " + e + ". Own it, or choose another one.");
        }
    }

    /** Whether others than its owner have any right to a folder that is there. */
    public static boolean isOpen(Path folder) throws IOException {
        var view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        return view != null && !FOLDER.containsAll(view.readAttributes().permissions());
    }

    /**
     * Writes a file in one step; at no moment can anybody else read it.
     *
     * @throws CannotStartException if it cannot be written
     */
    public static void write(Path file, String text) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(next);
            Files.writeString(Files.createFile(next, attributes(file, FILE)), text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CannotStartException.unwritable("File " + file, e);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> rights) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }
}
