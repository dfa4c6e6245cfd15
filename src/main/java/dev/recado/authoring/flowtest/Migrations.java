package dev.recado.authoring.flowtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The scripts that create the hub's tables, in Flyway's order. */
final class Migrations {

  private static final Pattern NAME = Pattern.compile("V([0-9_.]+)__.*\\.sql");

  private Migrations() {}

  static List<String> inOrder() {
    try {
      Resource[] found =
          new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
      List<String> scripts = new ArrayList<>();
      for (Resource script :
          Arrays.stream(found).sorted(Comparator.comparing(Migrations::version)).toList()) {
        scripts.add(script.getContentAsString(StandardCharsets.UTF_8));
      }
      return scripts;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the scripts of the hub's tables from the jar", e);
    }
  }

  private static MigrationVersion version(Resource script) {
    Matcher name = NAME.matcher(String.valueOf(script.getFilename()));
    if (!name.matches()) {
      throw new IllegalStateException(script.getFilename() + " is not named like a migration");
    }
    return MigrationVersion.fromVersion(name.group(1));
  }
}
