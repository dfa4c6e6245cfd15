package dev.recado.systems.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Makes message ids as WhatsApp's own clients do. */
final class MessageIds {

  static final String WAMID = "wamid.";

  private static final SecureRandom RANDOM = new SecureRandom();

  private MessageIds() {}

  /**
   * Makes an id of Meta: base 64 of a small structure with the customer's name and a client's id.
   *
   * @param chatId the digits or Meta's id of the customer
   * @param fromBusiness which side wrote the message
   */
  static String wamid(String chatId, boolean fromBusiness) {
    byte[] chat = chatId.getBytes(StandardCharsets.US_ASCII);
    byte[] own = next().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(chat.length + own.length + 10);
    bytes.put((byte) 0x1c).put((byte) 0x18).put((byte) chat.length).put(chat);
    bytes.put((byte) 0x15).put((byte) 0x02).put((byte) 0);
    bytes.put((byte) (fromBusiness ? 0x11 : 0x12));
    bytes.put((byte) 0x18).put((byte) own.length).put(own).put((byte) 0);
    return WAMID + Base64.getEncoder().encodeToString(bytes.array());
  }

  static String next() {
    byte[] bytes = new byte[9];
    RANDOM.nextBytes(bytes);
    return "3EB0" + HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
  }
}
