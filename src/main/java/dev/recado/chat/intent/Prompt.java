package dev.recado.chat.intent;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the messages to the LLM: a file of {@code routes/intents}, the last lines of the
 * conversation and the customer's text.
 *
 * <p>Texts of other people stand between tags as data and cannot close the tags.
 */
final class Prompt {

  /** How many characters the LLM sees of the customer's text and of each line before it. */
  static final int TEXT = 4000;

  private static final int LINE = 500;
  private static final int FACT = 200;
  private static final int ANSWER = 1000;

  private final String source;
  private final Template template;
  private final Business business;
  private final List<String> intents;

  /**
   * Creates a prompt.
   *
   * @param file the path of its file within {@code routes}
   * @param source its text, with placeholders
   */
  Prompt(String file, String source, Business business, List<String> intents) {
    this.source = source;
    this.business = business;
    this.intents = List.copyOf(intents);
    try {
      this.template = Mustache.compiler().escapeHTML(false).compile(source);
      system(Map.of());
    } catch (MustacheException e) {
      throw new UnusableFileException(
          file,
          "The prompt routes/" + file + " cannot be filled: " + e.getMessage(),
          "Correct its {{placeholders}}.",
          e);
    }
  }

  /** The text of the file itself, without the filled-in values. */
  String instructions() {
    return source.replaceAll("\\{\\{[^}]*}}+", " | ");
  }

  /** A conversation that begins with the customer and alternates between the sides. */
  List<ChatMessage> messages(Utterance utterance) {
    return messages(utterance, "");
  }

  /** The same conversation with the unusable answer as data, and the reason. */
  List<ChatMessage> again(Utterance utterance, String answer, String reason) {
    return messages(
        utterance,
        "\n\nSua resposta anterior não pôde ser usada: "
            + reason
            + ".\n"
            + tagged("resposta", Wording.data(answer, ANSWER))
            + "\nResponda outra vez, somente com o objeto JSON pedido.");
  }

  private List<ChatMessage> messages(Utterance utterance, String correction) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(system(utterance.facts())));
    StringBuilder side = new StringBuilder();
    // Not every model accepts a conversation that the model's side begins.
    boolean customers = true;
    for (Utterance.Line line : utterance.lastLines()) {
      boolean customer = line.speaker() == Speaker.CUSTOMER;
      if (customer != customers) {
        messages.add(message(customers, side));
        side.setLength(0);
        customers = customer;
      }
      side.append(earlier(line)).append('\n');
    }
    if (!customers) {
      messages.add(message(false, side));
      side.setLength(0);
    }
    side.append(tagged("mensagem", Wording.data(utterance.text(), TEXT))).append(correction);
    messages.add(message(true, side));
    return messages;
  }

  private static ChatMessage message(boolean customers, StringBuilder text) {
    if (customers) {
      return UserMessage.from(text.isEmpty() ? "<inicio/>" : text.toString().stripTrailing());
    }
    return AiMessage.from(text.toString().stripTrailing());
  }

  private static String earlier(Utterance.Line line) {
    String who =
        switch (line.speaker()) {
          case CUSTOMER -> "cliente";
          case HUB -> "robo";
          case PERSON -> "atendente";
        };
    return "<anterior de=\"" + who + "\">" + Wording.data(line.text(), LINE) + "</anterior>";
  }

  private static String tagged(String tag, String data) {
    return "<" + tag + ">\n" + data + "\n</" + tag + ">";
  }

  private String system(Map<String, String> facts) {
    return template
        .execute(
            Map.of(
                "nome", business.name(),
                "empresa", entries(business.facts()),
                "areas", business.areas(),
                "fatos", entries(facts),
                "outras",
                    intents.stream().filter(name -> !source.contains("`" + name + "`")).toList()))
        .strip();
  }

  /**
   * The facts in a fixed order, so that equal prompts are identical and a provider can cache them.
   */
  private static List<Map<String, String>> entries(Map<String, String> facts) {
    List<Map<String, String>> entries = new ArrayList<>();
    new TreeMap<>(facts)
        .forEach(
            (key, value) ->
                entries.add(
                    Map.of("chave", Wording.line(key, 40), "valor", Wording.line(value, FACT))));
    return entries;
  }
}
