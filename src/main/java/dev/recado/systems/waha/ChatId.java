package dev.recado.systems.waha;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * WhatsApp's addresses: people, people under a hidden identity, groups, channels, stories.
 *
 * <p>Their forms are in docs/contracts.md#waha-chat-ids. The digits of a hidden identity are no
 * phone.
 */
final class ChatId {

  private static final Pattern CHAT =
      Pattern.compile(
          "[A-Za-z0-9.:-]{1,64}@(?:c\\.us|s\\.whatsapp\\.net|lid|g\\.us|newsletter|broadcast)");

  /** An engine may name the device, too: {@code 5521976540001:12@s.whatsapp.net}. */
  private static final Pattern PERSON =
      Pattern.compile("(\\d++)(?:[.:]\\d++)*+@(c\\.us|s\\.whatsapp\\.net|lid)");

  /** WhatsApp writes to everybody as {@code 0@c.us}, which is no phone either. */
  private static final int LEAST_DIGITS = 6;

  private static final int MOST_DIGITS = 15;

  private ChatId() {}

  static boolean is(@Nullable String address) {
    return address != null && CHAT.matcher(address).matches();
  }

  /** The form that WAHA's API wants: of people without the device, and never s.whatsapp.net. */
  static String plain(String chat) {
    Matcher person = PERSON.matcher(chat);
    if (!person.matches()) {
      return chat;
    }
    return person.group(1) + (isHidden(chat) ? "@lid" : "@c.us");
  }

  /** The digits of a person's phone, or null where this is no person or a hidden one. */
  static @Nullable String phone(@Nullable String chat) {
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

  static boolean isHidden(String chat) {
    return chat.endsWith("@lid");
  }

  static boolean isGroup(String chat) {
    return chat.endsWith("@g.us");
  }

  /** Stories and channels: one speaks to many, and nobody answers there. */
  static boolean isBroadcast(String chat) {
    return chat.endsWith("@broadcast") || chat.endsWith("@newsletter");
  }
}
