package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The company of a case: a folder below {@code tests/} whose intents and templates stand in for
 * those of the routes folder. So a test holds whatever the real company writes.
 */
final class SampleCompany {

  private final Part place;
  private final Map<String, String> standIns;

  private SampleCompany(Part place, Map<String, String> standIns) {
    this.place = place;
    this.standIns = standIns;
  }

  /**
   * Finds the files of a company.
   *
   * @param place the path of its folder, relative to {@code tests/}
   * @throws CaseException if there is no such folder, or a file in it stands in for none
   */
  static SampleCompany of(Part place, RouteFiles files) {
    String folder = TestFile.FOLDER + Fixtures.inside(place) + "/";
    Map<String, String> standIns = new TreeMap<>();
    for (String file : files.names()) {
      if (file.startsWith(folder)) {
        String name = file.substring(folder.length());
        if (!standsIn(name)) {
          throw place.wrong(
              "routes/%s stands in for nothing: a company has %s and templates/*.yaml"
                  .formatted(file, String.join(", ", new TreeSet<>(RouteFolder.NEEDED))));
        }
        standIns.put(name, file);
      }
    }
    if (standIns.isEmpty()) {
      throw place.wrong(
          "There is no folder routes/" + folder + Known.hint(place.text(), in(files)));
    }
    return new SampleCompany(place, standIns);
  }

  private static boolean standsIn(String name) {
    return RouteFolder.NEEDED.contains(name) || name.matches("templates/[^/]+\\.yaml");
  }

  /** The folders that hold the facts of a company. */
  private static List<String> in(RouteFiles files) {
    String facts = "/intents/business.yaml";
    return files.names().stream()
        .filter(file -> file.startsWith(TestFile.FOLDER) && file.endsWith(facts))
        .map(file -> file.substring(TestFile.FOLDER.length(), file.length() - facts.length()))
        .toList();
  }

  /** The files of the routes folder for which it has its own. */
  Set<String> replaced() {
    return standIns.keySet();
  }

  /** The files of the routes folder with its own in their places. */
  RouteFiles over(RouteFiles files) {
    RouteFiles all = files;
    for (Map.Entry<String, String> file : standIns.entrySet()) {
      all = all.with(file.getKey(), files.text(file.getValue()));
    }
    return all;
  }

  /**
   * Checks that its files could be used.
   *
   * @param broken what is wrong, by file
   * @throws CaseException at the first file that could not
   */
  void check(Map<String, String> broken) {
    standIns.forEach(
        (name, file) -> {
          String why = broken.get(name);
          if (why != null) {
            throw place.wrong("routes/" + file + " cannot be used: " + why);
          }
        });
  }
}
