package dev.recado.authoring.scaffold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * New files, and changes of existing ones, that are written together or not at all. An existing
 * file is touched only if it is named as one that changes.
 *
 * <p>Each is written under a name that the hub does not read and then moved into place, so that a
 * hub that watches the folder sees complete files only.
 */
final class NewFiles {

  private final Path root;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Set<String> changed = new HashSet<>();

  NewFiles(Path root) {
    this.root = root;
  }

  NewFiles add(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  NewFiles add(String name, String text) {
    return add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives a file a new text. If there is none, it is written. */
  NewFiles change(String name, String text) {
    changed.add(name);
    return add(name, text);
  }

  /**
   * Writes them all.
   *
   * @return the written files in order
   * @throws RefusedException if one of them exists; then nothing is written
   * @throws IOException if one cannot be written; then the earlier ones are deleted again
   */
  List<Path> write() throws IOException {
    List<String> there =
        files.keySet().stream()
            .filter(name -> !changed.contains(name) && Files.exists(root.resolve(name)))
            .toList();
    if (!there.isEmpty()) {
      throw existing(there);
    }
    Deque<Path> made = new ArrayDeque<>();
    try {
      List<Path> aside = new ArrayList<>();
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        aside.add(aside(file.getKey(), file.getValue(), made));
      }
      int next = 0;
      for (String name : files.keySet()) {
        move(aside.get(next++), name, made);
      }
      return files.keySet().stream().map(root::resolve).toList();
    } catch (FileAlreadyExistsException e) {
      undo(made, e);
      throw existing(List.of(root.relativize(Path.of(e.getFile())).toString()));
    } catch (IOException e) {
      undo(made, e);
      throw e;
    }
  }

  /** Changed files come last, so that a failure before them leaves them as they were. */
  private void move(Path aside, String name, Deque<Path> made) throws IOException {
    Path target = root.resolve(name);
    if (changed.contains(name)) {
      Files.move(
          aside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(aside, target);
      made.push(target);
    }
  }

  private Path aside(String name, byte[] content, Deque<Path> made) throws IOException {
    Path target = root.resolve(name);
    makeFolder(target.getParent(), made);
    Path aside = target.resolveSibling("." + target.getFileName() + ".new");
    made.push(aside);
    return Files.write(aside, content);
  }

  private static void makeFolder(@Nullable Path folder, Deque<Path> made) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      makeFolder(folder.getParent(), made);
      made.push(Files.createDirectory(folder));
    }
  }

  private static void undo(Deque<Path> made, IOException reason) {
    for (Path path : made) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }

  private RefusedException existing(List<String> there) {
    return new RefusedException(
        "Nothing was written, because these exist and are never overwritten:\n  "
            + String.join(
                "\n  ", there.stream().map(name -> root.resolve(name).toString()).toList())
            + "\nTake another name, or move them away.");
  }
}
