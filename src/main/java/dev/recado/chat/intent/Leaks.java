package dev.recado.chat.intent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether a text reveals the prompt or mentions that there is one. */
final class Leaks {

  /** This many words in a row that also stand in the prompt are no accident. */
  private static final int RUN = 6;

  private static final List<Pattern> KINDS =
      List.of(
          Pattern.compile(
              "prompt|instruc(?:ao|oes)|instruct|diretriz|\\bsystem\\b|\\bdeveloper\\b|jailbreak"),
          Pattern.compile(
              "modelo de (?:linguagem|ia)|language model|inteligencia artificial|\\bllms?\\b"),
          Pattern.compile(
              "\\bia (?:treinada|generativa|criada|da|do)\\b|\\b(?:uma?|como|sou) (?:a )?ia\\b"),
          Pattern.compile(
              "\\b(?:chat ?)?gpt\\b|openai|anthropic|\\bclaude\\b|\\bo?llama\\b|\\bgemini\\b"),
          Pattern.compile("\\bjson\\b|\\bschema\\b|\\bintents?\\b|\\bconfidence\\b|\\bentities\\b"),
          Pattern.compile("mensagem (?:de|do) sistema|minhas (?:regras|ordens|orientacoes)"),
          Pattern.compile("\\bfui (?:programad|treinad|instruid|configurad|orientad|criad)"));

  private final Set<String> instructions = new HashSet<>();

  Leaks(Prompt prompt) {
    // A reply may use the values filled into the prompt, so no run of words crosses a placeholder.
    for (String part : prompt.instructions().split("\\|")) {
      instructions.addAll(runs(Wording.fold(part)));
    }
  }

  /** Tells whether a folded text has a leak. */
  boolean in(String text) {
    return KINDS.stream().anyMatch(kind -> kind.matcher(text).find())
        || runs(text).stream().anyMatch(instructions::contains);
  }

  /** Every run of {@link #RUN} words, whatever stands between the words. */
  private static List<String> runs(String text) {
    List<String> words = Arrays.asList(text.replaceAll("[^a-z0-9]+", " ").strip().split(" "));
    List<String> runs = new ArrayList<>();
    for (int i = 0; i + RUN <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, i + RUN)));
    }
    return runs;
  }
}
