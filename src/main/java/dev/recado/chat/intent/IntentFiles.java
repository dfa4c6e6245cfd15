package dev.recado.chat.intent;

import dev.recado.spine.camel.RouteFiles;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/**
 * The files of {@code routes/intents} that this room reads, of one state of the folder.
 *
 * @param files the whole folder
 */
record IntentFiles(RouteFiles files) {

  static final String PHRASES = "intents/pt-BR.yaml";
  static final String BUSINESS = "intents/business.yaml";
  static final String PROMPT = "intents/prompt.md";
  static final String OPENING = "intents/abertura.md";

  private static final List<String> ALL = List.of(PHRASES, BUSINESS, PROMPT, OPENING);

  /** Keeps only these files, so that nothing else of an old state stays in memory. */
  IntentFiles {
    RouteFiles some = RouteFiles.NONE;
    for (String name : ALL) {
      some = some.with(name, files);
    }
    files = some;
  }

  /** Finds a file that is missing; null if none is. */
  static @Nullable String missing(RouteFiles files) {
    return ALL.stream().filter(name -> files.bytes(name).isEmpty()).findFirst().orElse(null);
  }

  boolean same(RouteFiles others, String name) {
    return Arrays.equals(
        files.bytes(name).orElse(new byte[0]), others.bytes(name).orElse(new byte[0]));
  }

  boolean same(RouteFiles others) {
    return ALL.stream().allMatch(name -> same(others, name));
  }

  Resource resource(String name) {
    return new ByteArrayResource(files.bytes(name).orElseThrow()) {
      @Override
      public String getFilename() {
        return name.substring(name.indexOf('/') + 1);
      }
    };
  }

  String text(String name) {
    return files.text(name);
  }
}
