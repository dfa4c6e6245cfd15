package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message that the business sends by Meta's API (docs/contracts.md#meta-sending).
 *
 * @param to the recipient as the request names it: a phone, or Meta's own id of a person
 * @param kind for example {@code text} or {@code buttons}
 * @param text the text, the caption or the question
 * @param extras what else it holds
 */
record MetaMessage(String to, String kind, String text, Extras extras) {

  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_CAPTION = 1024;
  private static final int LONGEST_CALLBACK = 512;
  private static final int LONGEST_URL = 2048;
  private static final int LONGEST_NAME = 1000;
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()-]{5,25}");
  private static final Pattern PERSON = Pattern.compile("[A-Z]{2}\\.\\d{1,30}");
  private static final Set<String> WITHOUT_CAPTION = Set.of("audio", "sticker");

  /**
   * Reads a request.
   *
   * @throws GraphError if Meta would refuse it
   */
  static MetaMessage of(JsonNode request) {
    MetaPart part = new MetaPart(request, "");
    if (!"whatsapp".equals(part.text("messaging_product", LONGEST_NAME))) {
      throw GraphError.parameter("Param messaging_product must be whatsapp");
    }
    String to = recipient(part);
    String type = part.optional("type", LONGEST_NAME);
    MetaMessage message = content(part, to, type == null ? "text" : type);
    String quoted = part.maybe("context").optional("message_id", LONGEST_NAME);
    return new MetaMessage(
        to,
        message.kind(),
        message.text(),
        message
            .extras()
            .replyingTo(quoted)
            .calledBack(part.optional("biz_opaque_callback_data", LONGEST_CALLBACK)));
  }

  private static String recipient(MetaPart part) {
    String to = part.optional("to", LONGEST_NAME);
    if (to == null) {
      String person = part.optional("recipient", LONGEST_NAME);
      if (person == null) {
        throw GraphError.missing("to");
      }
      if (!PERSON.matcher(person).matches()) {
        throw GraphError.parameter("Param recipient must be a business-scoped user id");
      }
      return person;
    }
    if (!PHONE.matcher(to).matches()) {
      throw GraphError.parameter("Param to must be a phone number");
    }
    return to.replaceAll("\\D", "");
  }

  private static MetaMessage content(MetaPart part, String to, String type) {
    return switch (type) {
      case "text" -> {
        String text = part.part("text").text("body", LONGEST_TEXT);
        yield new MetaMessage(to, type, text, Extras.NONE);
      }
      case "template" -> MetaTemplate.read(part.part("template"), to);
      case "interactive" -> MetaChoices.read(part.part("interactive"), to);
      case "image", "document", "audio", "video", "sticker" -> file(part.part(type), to, type);
      case "location" -> location(part.part("location"), to);
      case "reaction" -> reaction(part.part("reaction"), to);
      default ->
          throw GraphError.parameter(
              "Param type must be one of {AUDIO, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, REACTION,"
                  + " STICKER, TEMPLATE, TEXT, VIDEO} - got \""
                  + type
                  + "\".");
    };
  }

  private static MetaMessage file(MetaPart part, String to, String type) {
    String link = part.text("link", LONGEST_URL);
    if (!link.matches("https?://[^\\s/][^\\s]*")) {
      throw GraphError.parameter("Param " + type + "['link'] is not a valid URI.");
    }
    String caption = part.optional("caption", LONGEST_CAPTION);
    if (caption != null && WITHOUT_CAPTION.contains(type)) {
      throw GraphError.parameter("Unexpected key \"caption\" on param \"" + type + "\".");
    }
    String name = part.optional("filename", LONGEST_NAME);
    Extras extras = Extras.file(new Extras.Media(null, name, null, link));
    return new MetaMessage(to, type, caption == null ? "" : caption, extras);
  }

  private static MetaMessage location(MetaPart part, String to) {
    String name = part.optional("name", LONGEST_NAME);
    String address = part.optional("address", LONGEST_NAME);
    Extras.Place place =
        new Extras.Place(
            part.degrees("latitude", 90),
            part.degrees("longitude", 180),
            name == null ? address : name);
    return new MetaMessage(to, "location", joined(name, address), Extras.place(place));
  }

  private static String joined(@Nullable String name, @Nullable String address) {
    return (name == null ? "" : name)
        + (name == null || address == null ? "" : ", ")
        + (address == null ? "" : address);
  }

  private static MetaMessage reaction(MetaPart part, String to) {
    String emoji = part.optional("emoji", LONGEST_NAME);
    Extras.Reaction reaction =
        new Extras.Reaction(part.text("message_id", LONGEST_NAME), emoji == null ? "" : emoji);
    return new MetaMessage(to, "reaction", reaction.emoji(), Extras.reaction(reaction));
  }
}
