package dev.recado.spine.camel;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files below a folder, through links that stay inside a root.
 *
 * <p>A person who may write in the folder must not read by a link what only the hub's user may
 * read. Links inside are usual: a mounted ConfigMap has nothing else.
 *
 * @param inside the files, each with its real path
 * @param outside the links to files and folders outside of the root; nothing of them was read
 */
record FilesInside(Map<Path, Path> inside, Set<Path> outside) {

  static final FilesInside NONE = new FilesInside(Map.of(), Set.of());

  /**
   * Finds the files.
   *
   * @param folder where to begin
   * @param root the real path that all must be in
   * @throws IOException if the folder cannot be read, or changes meanwhile
   */
  static FilesInside of(Path folder, Path root) throws IOException {
    FilesInside found = new FilesInside(new TreeMap<>(), new HashSet<>());
    Files.walkFileTree(
        folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, found.visitor(root));
    return found;
  }

  private SimpleFileVisitor<Path> visitor(Path root) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts)
          throws IOException {
        if (folder.toRealPath().startsWith(root)) {
          return FileVisitResult.CONTINUE;
        }
        outside.add(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
        if (facts.isRegularFile()) {
          Path real = file.toRealPath();
          if (real.startsWith(root)) {
            inside.put(file, real);
          } else {
            outside.add(file);
          }
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }
}
