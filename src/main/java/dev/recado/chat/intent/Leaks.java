package dev.recado.chat.intent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether a text gives the prompt away, or speaks of there being one. */
final class Leaks {

  /** So many words in a row that are also in the prompt are no accident. */
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
    // What is filled into the prompt may be said; so no run reaches over such a place.
    for (String part : prompt.instructions().split("\\|")) {
      instructions.addAll(runs(Wording.fold(part)));
    }
  }

  /** Looks for one in a folded text. */
  boolean in(String text) {
    return KINDS.stream().anyMatch(kind -> kind.matcher(text).find())
        || runs(text).stream().anyMatch(instructions::contains);
  }

  /** Every run of so many words, whatever stands between them. */
  private static List<String> runs(String text) {
    List<String> words = Arrays.asList(text.replaceAll("[^a-z0-9]+", " ").strip().split(" "));
    List<String> runs = new ArrayList<>();
    for (int i = 0; i + RUN <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, i + RUN)));
    }
    return runs;
  }
}
