package dev.recado.systems.engine;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a phone's messages from those of linked devices by the form of their ids.
 *
 * <p>WhatsApp's apps make ids of different forms. WhatsApp Web and the gateways make the same ones,
 * so an id of theirs may be a person's at a screen, or the hub's own.
 */
public final class LinkedDevice {

  /** The forms of Android and of iOS. */
  private static final Pattern PHONE = Pattern.compile("3A.{18}|.{21}|.{32}");

  private LinkedDevice() {}

  /**
   * Names the author of a message of our side, as the field {@code by} of its event.
   *
   * @param id WhatsApp's own id, or null
   * @return {@code app} for the phone, else {@code linked}
   */
  public static String author(@Nullable String id) {
    return id != null && PHONE.matcher(id).matches() ? "app" : "linked";
  }
}
