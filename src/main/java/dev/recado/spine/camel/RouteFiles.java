package dev.recado.spine.camel;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The content of the routes folder at one moment. It never changes.
 *
 * <p>Names are relative to the folder, with {@code /} on every system: {@code
 * flows/opt-out.camel.yaml}.
 */
public final class RouteFiles {

  /** No file at all. */
  public static final RouteFiles NONE = new RouteFiles(new TreeMap<>(), Set.of());

  /** Why a link is not read. */
  public static final String OUTSIDE =
      "this is a link that leads out of the routes folder, so the hub does not read it; put a copy of the file into the folder";

  private final SortedMap<String, byte[]> files;
  private final Set<String> outside;

  private RouteFiles(SortedMap<String, byte[]> files, Set<String> outside) {
    this.files = files;
    this.outside = outside;
  }

  /**
   * Creates one from bytes.
   *
   * @param files the bytes by name; not to be changed afterwards
   */
  public static RouteFiles of(Map<String, byte[]> files) {
    return of(files, Set.of());
  }

  /**
   * Creates one from bytes, with links that were not followed. Each of them is a file whose content
   * is {@link #OUTSIDE}, so that it is missed nowhere.
   *
   * @param outside the names of the links
   */
  static RouteFiles of(Map<String, byte[]> files, Set<String> outside) {
    SortedMap<String, byte[]> all = new TreeMap<>(files);
    outside.forEach(name -> all.put(name, OUTSIDE.getBytes(StandardCharsets.UTF_8)));
    return new RouteFiles(all, Set.copyOf(outside));
  }

  /**
   * Lists the files that are links out of the folder. Nothing of what they lead to was read.
   *
   * @return names; usually empty
   */
  public Set<String> outside() {
    return outside;
  }

  /**
   * Lists all names, in order.
   *
   * @return never null
   */
  public Set<String> names() {
    return java.util.Collections.unmodifiableSet(files.keySet());
  }

  /**
   * Lists the names that match a pattern, in order.
   *
   * @param glob such as {@code flows/*.camel.yaml} or {@code tests/**}
   */
  public List<String> names(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return files.keySet().stream().filter(name -> matcher.matches(Path.of(name))).toList();
  }

  /**
   * Reads a file.
   *
   * @param name relative to the folder
   * @return its bytes, or empty if there is no such file
   */
  public Optional<byte[]> bytes(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /**
   * Reads a file that must be there, as UTF-8.
   *
   * @param name relative to the folder
   * @throws IllegalArgumentException if there is no such file
   */
  public String text(String name) {
    return bytes(name)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow(() -> new IllegalArgumentException("There is no file " + name));
  }

  /**
   * Returns a copy in which a file is replaced or added.
   *
   * @param name relative to the folder
   * @param text the new content of the file
   */
  public RouteFiles with(String name, String text) {
    SortedMap<String, byte[]> changed = new TreeMap<>(files);
    changed.put(name, text.getBytes(StandardCharsets.UTF_8));
    return changed(changed, name, false);
  }

  private RouteFiles changed(SortedMap<String, byte[]> changed, String name, boolean link) {
    Set<String> links = new TreeSet<>(outside);
    links.remove(name);
    if (link) {
      links.add(name);
    }
    return new RouteFiles(changed, links);
  }

  /**
   * Returns a copy that takes one file from another state of the folder. If the file is missing
   * there, it is missing in the copy.
   *
   * @param name relative to the folder
   * @param other where to take it from
   */
  public RouteFiles with(String name, RouteFiles other) {
    SortedMap<String, byte[]> changed = new TreeMap<>(files);
    other
        .bytes(name)
        .ifPresentOrElse(bytes -> changed.put(name, bytes), () -> changed.remove(name));
    return changed(changed, name, other.outside.contains(name));
  }

  /**
   * Finds the files that differ.
   *
   * @param other an earlier or later state of the folder
   * @return the names of those that were added, changed or removed, in order
   */
  public Set<String> differences(RouteFiles other) {
    Set<String> names = new TreeSet<>(files.keySet());
    names.addAll(other.files.keySet());
    names.removeIf(name -> Arrays.equals(files.get(name), other.files.get(name)));
    return names;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteFiles that && differences(that).isEmpty();
  }

  @Override
  public int hashCode() {
    return files.keySet().hashCode();
  }

  @Override
  public String toString() {
    return files.keySet().toString();
  }
}
