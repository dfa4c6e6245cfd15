package dev.recado.systems.wppconnect;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What WPPConnect tells of a session, in the hub's words. */
final class WppconnectSession {

  /** The events that tell something of the session. */
  static final Set<String> EVENTS =
      Set.of("status-find", "qrcode", "phoneCode", "closesession", "logoutsession");

  private static final Map<String, String> BY_EVENT =
      Map.of(
          "qrcode", "SCAN_QR_CODE",
          "phoneCode", "SCAN_QR_CODE",
          "closesession", "STOPPED",
          "logoutsession", "STOPPED");

  /** The words of {@code StatusFind}, and those of {@code status-session}. */
  private static final Map<String, String> BY_STATUS =
      Map.ofEntries(
          Map.entry("inChat", "WORKING"),
          Map.entry("CONNECTED", "WORKING"),
          Map.entry("isLogged", "STARTING"),
          Map.entry("qrReadSuccess", "STARTING"),
          Map.entry("INITIALIZING", "STARTING"),
          Map.entry("notLogged", "SCAN_QR_CODE"),
          Map.entry("QRCODE", "SCAN_QR_CODE"),
          Map.entry("PHONECODE", "SCAN_QR_CODE"),
          Map.entry("qrReadError", "FAILED"),
          Map.entry("qrReadFail", "FAILED"),
          Map.entry("phoneNotConnected", "FAILED"),
          Map.entry("serverClose", "FAILED"),
          Map.entry("autocloseCalled", "STOPPED"),
          Map.entry("browserClose", "STOPPED"),
          Map.entry("disconnectedMobile", "STOPPED"),
          Map.entry("CLOSED", "STOPPED"));

  private WppconnectSession() {}

  /**
   * Gives the hub's word.
   *
   * @param event its name
   * @param status its word, or null
   * @return null for a word that is not known here
   */
  static @Nullable String word(String event, @Nullable String status) {
    return event.equals("status-find") ? word(status) : BY_EVENT.get(event);
  }

  static @Nullable String word(@Nullable String status) {
    return status == null ? null : BY_STATUS.get(status);
  }
}
