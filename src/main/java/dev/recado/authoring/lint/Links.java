package dev.recado.authoring.lint;

import dev.recado.spine.camel.RouteFiles;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the files of a routes folder need of each other, read from the files themselves.
 *
 * <p>A flow needs its SQL, its Kamelets, its templates, its route configuration and the routes that
 * it calls, and the source that declares its event; a test needs its flow, its fixtures and the
 * sources that it names. A name that is computed for each event is not seen.
 */
public final class Links {

  private final Map<String, Set<String>> gives = new HashMap<>();
  private final Map<String, Set<String>> needs = new HashMap<>();
  private final Map<String, Set<String>> givers = new HashMap<>();

  Links(Collection<Document> documents) {
    Map<String, Kamelet> kamelets = new Project(documents).kamelets();
    List<Document> queries =
        documents.stream().filter(one -> one.kind() == Document.Kind.SQL).toList();
    for (Document document : documents) {
      Set<String> given = Names.given(document);
      gives.put(document.name(), given);
      Set<String> needed = Names.needed(document, kamelets);
      if (Names.choosesSql(document)) {
        queries.forEach(query -> needed.addAll(Names.given(query)));
      }
      needs.put(document.name(), needed);
      given.forEach(
          name -> givers.computeIfAbsent(name, n -> new TreeSet<>()).add(document.name()));
    }
  }

  /**
   * Reads the links of a state of the folder.
   *
   * @param files the files; unreadable ones need nothing
   */
  public static Links of(RouteFiles files) {
    return new Links(
        files.names().stream()
            .map(name -> Document.of(name, files.bytes(name).orElseThrow()))
            .toList());
  }

  /**
   * Lists what other files can name of a file: itself, its routes, its addresses, its template.
   *
   * @param file its name relative to the folder
   * @return names such as {@code direct:opt-out}; empty if there is no such file
   */
  public Set<String> given(String file) {
    return gives.getOrDefault(file, Set.of());
  }

  /**
   * Finds the files that a file needs, directly or through others.
   *
   * @param file its name relative to the folder
   * @return the nearest first, without the file itself; empty if there is no such file
   */
  public Set<String> reach(String file) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(file));
    while (!open.isEmpty()) {
      String next = open.remove();
      for (String name : needs.getOrDefault(next, Set.of())) {
        for (String giver : givers.getOrDefault(name, Set.of())) {
          if (!giver.equals(file) && found.add(giver)) {
            open.add(giver);
          }
        }
      }
    }
    return found;
  }
}
