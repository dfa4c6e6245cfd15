package dev.recado.systems.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises messages that no person wrote: settings, calls, keys, reactions and others. */
public final class Notice {

  /** Parts of NOWEB and GOWS that are no message, even beside other parts. */
  private static final Set<String> PARTS =
      Set.of(
          "protocolMessage",
          "call",
          "bcallMessage",
          "callLogMesssage",
          "callLogMessage",
          "scheduledCallCreationMessage",
          "scheduledCallEditMessage",
          "albumMessage",
          "reactionMessage",
          "encReactionMessage",
          "encCommentMessage",
          "encEventResponseMessage",
          "secretEncryptedMessage",
          "pollUpdateMessage",
          "pollResultSnapshotMessage",
          "pinInChatMessage",
          "keepInChatMessage",
          "placeholderMessage",
          "stickerSyncRmrMessage",
          "messageHistoryBundle",
          "messageHistoryNotice");

  /** WEBJS's types that are no message. */
  private static final Set<String> TYPES =
      Set.of(
          "protocol",
          "revoked",
          "ciphertext",
          "e2e_notification",
          "notification",
          "notification_template",
          "broadcast_notification",
          "group_notification",
          "gp2",
          "newsletter_notification",
          "call_log",
          "album",
          "reaction",
          "pinned_message",
          "keep_in_chat",
          "poll_update",
          "biz_content_placeholder",
          "debug",
          "unknown");

  /** Parts that accompany a message and are none by themselves. */
  private static final Set<String> COMPANIONS =
      Set.of("messageContextInfo", "senderKeyDistributionMessage");

  /** Messages of a person that the hub cannot read. */
  private static final Set<String> UNREADABLE =
      Set.of(
          "pollCreationMessage",
          "pollCreationMessageV2",
          "pollCreationMessageV3",
          "pollCreationMessageV5",
          "eventMessage",
          "orderMessage",
          "productMessage",
          "groupInviteMessage",
          "sendPaymentMessage",
          "requestPaymentMessage",
          "stickerPackMessage",
          "poll_creation",
          "event_creation",
          "order",
          "product",
          "groups_v4_invite",
          "payment",
          "sticker-pack");

  private Notice() {}

  /**
   * Names the notice.
   *
   * @param payload of a message
   * @return the engine's own word for it, or {@code empty} if it has no content at all; null if a
   *     person wrote it
   */
  public static @Nullable String of(JsonNode payload) {
    RawMessage raw = RawMessage.of(payload);
    String type = raw.type();
    if (type != null && TYPES.contains(type)) {
      return type;
    }
    String part = part(raw.message());
    if (part != null && PARTS.contains(part)) {
      return part;
    }
    if (somebodyWrote(payload, raw) || part != null && UNREADABLE.contains(part)) {
      return null;
    }
    return part != null ? part : stub(raw, type);
  }

  private static boolean somebodyWrote(JsonNode payload, RawMessage raw) {
    return RawMessage.text(payload) != null
        || payload.path("hasMedia").asBoolean()
        || payload.path("media").isObject()
        || payload.path("location").isObject()
        || payload.path("vCards").size() > 0
        || MessageKind.isMore(MessageKind.byEngine(raw))
        || raw.type() != null && UNREADABLE.contains(raw.type());
  }

  /** The first part that is a notice; an accompanying part counts only if it is alone. */
  private static @Nullable String part(JsonNode message) {
    String companion = null;
    for (Map.Entry<String, JsonNode> part : message.properties()) {
      if (part.getValue().isNull()) {
        continue;
      }
      if (!COMPANIONS.contains(part.getKey())) {
        return part.getKey();
      }
      companion = part.getKey();
    }
    return companion;
  }

  /**
   * NOWEB's word for a message without content: a missed call, a changed key, a text not decrypted.
   */
  private static String stub(RawMessage raw, @Nullable String type) {
    String stub = EngineJson.text(raw.data(), "/messageStubType");
    return stub != null ? stub : type != null ? type : "empty";
  }
}
