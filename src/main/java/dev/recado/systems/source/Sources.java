package dev.recado.systems.source;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.systems.source.DeclaredSource.Setup;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The declared sources of one generation of the routes folder. */
final class Sources {

  static final Sources NONE = new Sources();

  private final Map<String, DeclaredSource> byName = new TreeMap<>();
  private final Set<String> others = new TreeSet<>();
  private final Map<String, String> broken = new LinkedHashMap<>();

  private Sources() {}

  static Sources in(RouteFiles files, CamelContext context, SourceSecrets secrets) {
    Sources sources = new Sources();
    SourceBody body = new SourceBody(context);
    List<String> all = files.names(SourceFile.FOLDER + "*.yaml");
    for (String file : all) {
      SourceFile read = SourceFile.read(file, files.text(file));
      String shared = read.sharesItsSecret(all);
      if (shared != null) {
        sources.broken.put(file, shared);
      } else if (read.problems().isEmpty()) {
        read.definition()
            .filter(secrets::inUse)
            .ifPresent(one -> sources.add(file, one, body, context, secrets));
      } else {
        sources.broken.put(
            file,
            read.problems().stream()
                .map(SourceProblem::toString)
                .collect(Collectors.joining("\n")));
      }
    }
    return sources;
  }

  private void add(
      String file,
      Definition source,
      SourceBody body,
      CamelContext context,
      SourceSecrets secrets) {
    try {
      Setup setup =
          new Setup(
              secrets.secret(source),
              secrets.verifyToken(source),
              Integer.parseInt(filled(context, source.status())),
              filledOrNull(context, source.answer()),
              source.origins().stream()
                  .flatMap(origin -> Arrays.stream(filled(context, origin).split(",")))
                  .map(origin -> origin.strip().replaceFirst("/+$", ""))
                  .filter(origin -> !origin.isEmpty())
                  .toList());
      byName.put(source.name(), new DeclaredSource(source, setup, new SourceEvents(source, body)));
      others.add(source.kind().other());
    } catch (IllegalArgumentException e) {
      broken.put(file, String.valueOf(e.getMessage()));
    }
  }

  private static String filled(CamelContext context, String text) {
    return context.resolvePropertyPlaceholders(text);
  }

  private static @Nullable String filledOrNull(CamelContext context, @Nullable String text) {
    return text == null ? null : filled(context, text);
  }

  Map<String, DeclaredSource> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** The files that declare nothing that could be used, with the reasons. */
  Map<String, String> broken() {
    return broken;
  }

  /** The types of events that the files do not want. */
  Set<String> others() {
    return Collections.unmodifiableSet(others);
  }
}
