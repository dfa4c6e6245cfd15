package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/** Writes what a customer's message holds as Meta does: an object under the name of its type. */
final class MetaContent {

  private MetaContent() {}

  static void write(Incoming message, ObjectNode written) {
    Extras extras = message.extras();
    SimulatedPhones.Message about = message.about();
    if (extras.reaction() != null) {
      ObjectNode reaction = part(written, "reaction");
      reaction.put("message_id", extras.reaction().messageId());
      if (!extras.reaction().emoji().isEmpty()) {
        reaction.put("emoji", extras.reaction().emoji());
      }
      return;
    }
    if (about != null) {
      written
          .putObject("context")
          .put("from", about.fromBusiness() ? MetaWebhook.ME : about.chatId())
          .put("id", about.id());
    }
    if (extras.button() != null && about != null) {
      pressed(extras.button(), about.kind(), written);
    } else {
      ofType(message, written);
    }
  }

  /** A quick reply of a template has a type of its own. */
  private static void pressed(Choice choice, String kind, ObjectNode written) {
    if (kind.equals("template")) {
      part(written, "button").put("payload", choice.id()).put("text", choice.title());
      return;
    }
    String type = kind.equals("list") ? "list_reply" : "button_reply";
    ObjectNode reply = part(written, "interactive").put("type", type).putObject(type);
    reply.put("id", choice.id()).put("title", choice.title());
    if (kind.equals("list") && choice.description() != null) {
      reply.put("description", choice.description());
    }
  }

  private static void ofType(Incoming message, ObjectNode written) {
    switch (message.type()) {
      case TEXT -> part(written, "text").put("body", message.text());
      case LOCATION -> location(message, part(written, "location"));
      default -> file(message, part(written, message.type().kind()));
    }
  }

  private static void location(Incoming message, ObjectNode location) {
    Extras.Place place = message.extras().location();
    if (place != null) {
      location.put("latitude", place.latitude()).put("longitude", place.longitude());
      if (place.name() != null) {
        location.put("name", place.name());
      }
    }
  }

  private static void file(Incoming message, ObjectNode part) {
    SampleFile sample = SampleFile.of(message.type()).orElseThrow();
    Extras.Media media = Objects.requireNonNull(message.extras().media());
    if (!message.text().isEmpty() && takesCaption(message.type())) {
      part.put("caption", message.text());
    }
    if (message.type() == MessageType.DOCUMENT) {
      part.put("filename", sample.file());
    }
    part.put("mime_type", message.type().mimetype());
    part.put("sha256", sample.sha256InBase64());
    part.put("id", media.id());
    if (message.type() == MessageType.AUDIO) {
      part.put("voice", true);
    }
  }

  private static boolean takesCaption(MessageType type) {
    return type == MessageType.IMAGE || type == MessageType.DOCUMENT;
  }

  private static ObjectNode part(ObjectNode written, String type) {
    return written.put("type", type).putObject(type);
  }
}
