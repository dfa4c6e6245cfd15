package dev.recado;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Texts of 64,000 characters that make a careless parser run for ever, or overflow its stack. */
public final class LongTexts {

  private static final int LENGTH = 64_000;

  /** Not a measure of speed: anything that is not linear takes many minutes. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private LongTexts() {}

  /**
   * Passes all texts to a reader.
   *
   * @param reader must end, with any result
   */
  public static void readBy(Consumer<String> reader) {
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            all()
                .forEach(
                    (name, text) -> {
                      try {
                        reader.accept(text);
                      } catch (StackOverflowError e) {
                        throw new AssertionError("The stack overflows on " + name, e);
                      }
                    }));
  }

  private static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String part :
        new String[] {
          "a ",
          "1 ",
          "(",
          "7",
          " ",
          "x",
          "\n",
          ".",
          "a.",
          "1.",
          "1,",
          "1:",
          "1/",
          "1-",
          "a@",
          "|",
          "1|",
          "%",
          "*",
          "k",
          "rs",
          "quero ",
          "pode ser ",
          "sim ",
          "qual ",
          "dia 5 ou 6 ",
          "entre ",
          "R$ 1.000,00 ",
          "sou a ",
          "meu nome é ",
          "\u0301",
          "é",
          "😀",
          "\uD83D",
          "outro ",
          "tem quero ",
          "numero 1 ",
          "nao ",
          "[",
          "{",
          "\\"
        }) {
      String text = part.repeat(LENGTH / part.length());
      all.put("many '" + part + "'", text);
      all.put("many '" + part + "' with another end", text + "!#");
    }
    return all;
  }
}
