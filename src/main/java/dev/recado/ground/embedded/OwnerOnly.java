package dev.recado.ground.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hub's files from the other users of the machine.
 *
 * <p>A file system without POSIX permissions is left as it is.
 */
public final class OwnerOnly {

  private static final Logger log = LoggerFactory.getLogger(OwnerOnly.class);

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private OwnerOnly() {}

  /**
   * Creates a folder that is closed to others, or closes an existing one with all that is in it.
   *
   * @param path the folder; its parents are created as well
   * @return true if others could write into it until now
   * @throws IOException if it cannot be created
   */
  static boolean folder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
      Files.createDirectories(path, attributes(path, FOLDER));
      return false;
    }
    if (!posix(path)) {
      log.info("The file system of {} has no permissions; other users may read the folder", path);
      return false;
    }
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
    if (before.stream().noneMatch(OTHERS::contains)) {
      return false;
    }
    if (!owner(path).equals(me(path))) {
      log.warn("{} belongs to another user, so the hub cannot close it to others", path);
      return false;
    }
    Files.setPosixFilePermissions(path, FOLDER);
    close(path);
    return before.stream().anyMatch(OTHERS_WRITE::contains);
  }

  /** Tells whether others may write into a folder; always false for a link. */
  static boolean othersWrite(Path path) throws IOException {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && posix(path)
        && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS_WRITE::contains);
  }

  /**
   * Closes what an earlier version left open. It does not follow links, because they lead
   * elsewhere.
   */
  private static void close(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            closeOne(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isSymbolicLink()) {
              closeOne(path);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void closeOne(Path path) throws IOException {
    Set<PosixFilePermission> open = Files.getPosixFilePermissions(path);
    if (open.removeAll(OTHERS)) {
      Files.setPosixFilePermissions(path, open);
    }
  }

  /**
   * Tells whether a folder belongs to this user and is closed to others; creates it if it is
   * missing. Another user may have created it first in a place where everybody may write.
   */
  static boolean isOurs(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, attributes(folder, FOLDER));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    return !posix(folder)
        || (owner(folder).equals(me(Objects.requireNonNull(folder.toAbsolutePath().getParent())))
            && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(FOLDER));
  }

  private static UserPrincipal owner(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Java cannot say which user it runs as, but the owner of a new file can. */
  private static UserPrincipal me(Path where) throws IOException {
    Path probe = Files.createTempFile(where, ".owner", "");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }

  /**
   * Writes a file that only its owner can ever read.
   *
   * <p>It is written aside and then moved, so that a crash leaves no half of it.
   *
   * @param file replaced if it exists
   * @param text its whole content
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, attributes(file, FILE));
    Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes a folder with all that is in it; does nothing if it is missing. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path path, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static FileAttribute<?>[] file(Path where) {
    return attributes(where, FILE);
  }

  private static FileAttribute<?>[] attributes(Path where, Set<PosixFilePermission> permissions) {
    return posix(where)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
