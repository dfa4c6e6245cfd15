package dev.recado.systems.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * WhatsApp's addresses: people, people under a hidden identity, groups, channels, stories.
 *
 * <p>docs/contracts.md#waha-chat-ids lists their forms. The digits of a hidden identity are not a
 * phone.
 */
public final class ChatId {

  private static final Pattern CHAT =
      Pattern.compile(
          "[A-Za-z0-9.:-]{1,64}@(?:c\\.us|s\\.whatsapp\\.net|lid|g\\.us|newsletter|broadcast)");

  /** An engine may add the device: {@code 5521976540001:12@s.whatsapp.net}. */
  private static final Pattern PERSON =
      Pattern.compile("(\\d++)(?:[.:]\\d++)*+@(c\\.us|s\\.whatsapp\\.net|lid)");

  /** WhatsApp's own announcements come from {@code 0@c.us}, which is not a phone. */
  private static final int LEAST_DIGITS = 6;

  private static final int MOST_DIGITS = 15;

  private ChatId() {}

  /** Tells whether a text is a chat id of any kind. */
  public static boolean is(@Nullable String address) {
    return address != null && CHAT.matcher(address).matches();
  }

  /** Gives the text back if it is a chat id, else null. */
  public static @Nullable String known(@Nullable String address) {
    return is(address) ? address : null;
  }

  /** Gives the form of the hub's events: a person without the device, and never s.whatsapp.net. */
  public static String plain(String chat) {
    Matcher person = PERSON.matcher(chat);
    if (!person.matches()) {
      return chat;
    }
    return person.group(1) + (isHidden(chat) ? "@lid" : "@c.us");
  }

  /** Gives the digits of a person's phone, or null for a hidden identity and for other chats. */
  public static @Nullable String phone(@Nullable String chat) {
    if (chat == null || isHidden(chat)) {
      return null;
    }
    Matcher person = PERSON.matcher(chat);
    if (!person.matches()) {
      return null;
    }
    String digits = person.group(1);
    return digits.length() < LEAST_DIGITS || digits.length() > MOST_DIGITS ? null : digits;
  }

  /** Tells whether the id hides the phone. */
  public static boolean isHidden(String chat) {
    return chat.endsWith("@lid");
  }

  /** Tells whether the chat is a group. */
  public static boolean isGroup(String chat) {
    return chat.endsWith("@g.us");
  }

  /** Tells whether one sender speaks to many, and nobody answers: stories and channels. */
  public static boolean isBroadcast(String chat) {
    return chat.endsWith("@broadcast") || chat.endsWith("@newsletter");
  }
}
