package dev.recado.chat.conversation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the hub hears of somebody before he writes himself. */
public interface Introductions {

  /**
   * Keeps what is known, so that no dialogue asks for it again; in the caller's transaction or one
   * of its own.
   *
   * @param phone international digits
   * @param name how he is called, or null; how he calls himself on WhatsApp goes before it
   * @param facts by the names that flows use, such as {@code areaDeInteresse}; they replace what
   *     was kept under these names
   */
  void introduce(String phone, @Nullable String name, Map<String, String> facts);
}
