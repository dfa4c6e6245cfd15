package dev.recado.chat.conversation;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.outbox.Contacts;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the id of a conversation in any form that callers use.
 *
 * <p>The hub itself gives only one form: the key, such as {@code whatsapp:551187654321}.
 */
public final class ConversationIds {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final Pattern HIDDEN = Pattern.compile("(?:whatsapp:)?(\\d{5,30}@lid)");

  /** The provider's form contains the country code, of any country. */
  private static final Pattern CHAT =
      Pattern.compile("(?:whatsapp:)?\\+?(\\d{8,15})@(?:c\\.us|s\\.whatsapp\\.net)");

  private final Identities identities;
  private final BegunConversations begun;

  /** Makes a reader. */
  public ConversationIds(Identities identities, BegunConversations begun) {
    this.identities = identities;
    this.begun = begun;
  }

  /**
   * Finds the conversation of an id.
   *
   * @param written the key, the UUID of a conversation that {@code /start-proactive} began, a chat
   *     id of WhatsApp, or a phone in any form
   * @return the key, even without any message under it; empty if the text has none of these forms,
   *     or nothing was begun under the UUID
   */
  public Optional<String> key(String written) {
    String id = written.strip();
    if (UUID_FORM.matcher(id).matches()) {
      return begun.conversation(UUID.fromString(id));
    }
    Matcher hidden = HIDDEN.matcher(id);
    if (hidden.matches()) {
      return Optional.of(Contacts.conversation(hidden.group(1)));
    }
    Matcher chat = CHAT.matcher(id);
    if (chat.matches()) {
      return Optional.of(Contacts.conversation(chat.group(1)));
    }
    return Optional.of(id)
        .filter(key -> key.indexOf(':') > 0 && identities.address(key).isPresent())
        .or(() -> Phones.address(id).digits().map(Contacts::conversation));
  }
}
