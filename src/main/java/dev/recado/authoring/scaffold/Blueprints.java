package dev.recado.authoring.scaffold;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files under {@code blueprints/} in the jar. Their placeholders are {@code [[name]]}, because
 * Camel uses double braces.
 */
final class Blueprints {

  private static final String ROOT = "blueprints/";
  private static final Mustache.Compiler MUSTACHE =
      Mustache.compiler().withDelims("[[ ]]").escapeHTML(false).emptyStringIsFalse(true);

  private Blueprints() {}

  /** The event types that have a blueprint of a flow. */
  static SortedSet<String> events() {
    try {
      SortedSet<String> types = new TreeSet<>();
      Resource[] flows =
          new PathMatchingResourcePatternResolver()
              .getResources("classpath:" + ROOT + "flow/*.*/flow.camel.yaml");
      Arrays.stream(flows).map(Blueprints::folder).forEach(types::add);
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String folder(Resource file) {
    try {
      String[] steps = file.getURL().toString().split("/");
      return steps[steps.length - 2];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file with its placeholders filled. A placeholder without a value is a bug and fails. */
  static String fill(String file, Map<String, String> values) {
    return MUSTACHE.compile(new String(bytes(file), StandardCharsets.UTF_8)).execute(values);
  }

  static byte[] bytes(String file) {
    try {
      return new ClassPathResource(ROOT + file).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean has(String file) {
    return new ClassPathResource(ROOT + file).exists();
  }
}
