package dev.recado.systems.meta;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that sends a message (docs/contracts.md#meta-sending).
 *
 * @param address the phone's digits, or the id of a person whose phone is hidden
 * @param chatId the same as Meta knows it, or null
 * @param kind for example {@code whatsapp-text}
 * @param payload the content from the flow
 * @param windowOpen false only if Meta takes nothing but approved templates
 * @param outboxId comes back with each status
 */
record MetaRequest(
    String address,
    @Nullable String chatId,
    String kind,
    Map<?, ?> payload,
    boolean windowOpen,
    @Nullable String outboxId) {

  /** In characters. */
  private static final int LONGEST_TEXT = 4096;

  private static final int LONGEST_CAPTION = 1024;

  /** The id of a person for one business, in place of a phone. */
  static final Pattern HIDDEN = Pattern.compile("[A-Z]{2}\\.\\d{1,32}");

  /** The hub writes some foreign numbers with an ending, so that they are not read as Brazilian. */
  private static final Pattern PHONE = Pattern.compile("(\\d{6,15})(?:@c\\.us)?");

  /** What a phone shows as such; any other file is a document. */
  private static final Map<String, Set<String>> SHOWN =
      Map.of(
          "image", Set.of("image/jpeg", "image/png"),
          "video", Set.of("video/mp4", "video/3gpp"),
          "audio", Set.of("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg"));

  /**
   * Writes the body.
   *
   * @throws UnsendableException if Meta would refuse it
   */
  Map<String, Object> written() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("messaging_product", "whatsapp");
    request.put("recipient_type", "individual");
    address(request);
    switch (kind) {
      case "whatsapp-template" -> template(request);
      case "whatsapp-buttons", "whatsapp-list" -> choices(request);
      case "whatsapp-media" -> media(request);
      case "whatsapp-location" -> put(request, "location", location());
      default -> text(request, field("text"));
    }
    if (outboxId != null) {
      request.put("biz_opaque_callback_data", outboxId);
    }
    return request;
  }

  private void address(Map<String, Object> request) {
    String known = chatId == null ? "" : chatId;
    for (String each : new String[] {known, address}) {
      var phone = PHONE.matcher(each);
      if (phone.matches()) {
        request.put("to", phone.group(1));
        return;
      }
      if (HIDDEN.matcher(each).matches()) {
        request.put("recipient", each);
        return;
      }
    }
    throw new UnsendableException(
        "ADDRESS: a Meta só alcança telefones e contatos com id da Meta (BR.123…); este contato tem o id de outro provedor");
  }

  private static void put(Map<String, Object> request, String type, Map<String, Object> content) {
    request.put("type", type);
    request.put(type, content);
  }

  private String field(String name) {
    Object value = payload.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  private void text(Map<String, Object> request, String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new UnsendableException(
          "TEXT_TOO_LONG: o texto tem %d caracteres, e a Meta aceita %d; divida a mensagem"
              .formatted(text.length(), LONGEST_TEXT));
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("preview_url", false);
    content.put("body", text);
    put(request, "text", content);
  }

  /** Within the window a template that Meta does not have, or that lacks a value, is a text. */
  private void template(Map<String, Object> request) {
    if (windowOpen && !MetaTemplate.known(payload)) {
      text(request, field("text"));
      return;
    }
    try {
      put(request, "template", MetaTemplate.of(payload, windowOpen));
    } catch (UnsendableException e) {
      if (!windowOpen) {
        throw e;
      }
      text(request, field("text"));
    }
  }

  private void choices(Map<String, Object> request) {
    Map<String, Object> interactive =
        MetaChoices.interactive(kind.equals("whatsapp-list"), payload);
    if (interactive == null) {
      text(request, MetaChoices.numbered(payload));
    } else {
      put(request, "interactive", interactive);
    }
  }

  private void media(Map<String, Object> request) {
    String caption = field("caption");
    if (caption.length() > LONGEST_CAPTION) {
      throw new UnsendableException(
          "CAPTION_TOO_LONG: a legenda tem %d caracteres, e a Meta aceita %d; mande o texto numa mensagem própria"
              .formatted(caption.length(), LONGEST_CAPTION));
    }
    String type = shownAs(caption);
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("link", field("url"));
    if (!caption.isEmpty()) {
      content.put("caption", caption);
    }
    if (type.equals("document")) {
      content.put("filename", field("filename"));
    }
    put(request, type, content);
  }

  /** Audio has no caption, so with a caption it is a file that has one. */
  private String shownAs(String caption) {
    String wanted = field("kind");
    String mimetype = field("mimetype").split(";", 2)[0].strip();
    boolean silent = wanted.equals("audio") && !caption.isEmpty();
    return !silent && SHOWN.getOrDefault(wanted, Set.of()).contains(mimetype) ? wanted : "document";
  }

  private Map<String, Object> location() {
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("latitude", payload.get("latitude"));
    location.put("longitude", payload.get("longitude"));
    location.put("name", payload.get("title"));
    location.put("address", payload.get("address"));
    location.values().removeIf(Objects::isNull);
    return location;
  }
}
