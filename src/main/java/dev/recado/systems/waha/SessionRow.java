package dev.recado.systems.waha;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of a session.
 *
 * @param channel the id of its channel
 * @param session its name at WAHA
 * @param status WAHA's own word, or one of the constants here
 * @param since when the status began, by the clock of whoever told it
 * @param refuses whether WAHA has refused a message in this status
 * @param number its phone in digits, or null
 * @param lookedAt when a hub last asked WAHA, or null
 * @param wellAt when WAHA last answered that it works, or null
 * @param heardAt when the last webhook of a message came, or null
 * @param gapFrom from when on messages may be missing, or null
 * @param historyAt when the missing messages are read next, or null
 * @param readTo how far they were read last, or null
 */
record SessionRow(
    String channel,
    String session,
    String status,
    Instant since,
    boolean refuses,
    @Nullable String number,
    @Nullable Instant lookedAt,
    @Nullable Instant wellAt,
    @Nullable Instant heardAt,
    @Nullable Instant gapFrom,
    @Nullable Instant historyAt,
    @Nullable Instant readTo) {

  static final String WORKING = "WORKING";
  static final String STARTING = "STARTING";
  static final String STOPPED = "STOPPED";

  /** WAHA does not answer, or something else answers in its place. */
  static final String AWAY = "AWAY";

  /** WAHA has no session of this name. */
  static final String NOT_FOUND = "NOT_FOUND";

  /** Nobody has told anything yet. */
  static final String UNKNOWN = "UNKNOWN";

  private static final Pattern STATUS = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

  /** In these statuses a message may be tried. */
  private static final Set<String> WELL = Set.of(WORKING, STARTING, UNKNOWN);

  /** One of which nobody has told anything. */
  static SessionRow unknown(String channel, String session) {
    return new SessionRow(
        channel, session, UNKNOWN, Instant.EPOCH, false, null, null, null, null, null, null, null);
  }

  /** Whether a text can be WAHA's word for a status: something else than WAHA may tell anything. */
  static boolean isStatus(String text) {
    return STATUS.matcher(text).matches();
  }

  /** Whether messages wait for another status. */
  boolean holds() {
    return refuses || !WELL.contains(status);
  }

  /** Why messages wait, in one line; null if they do not. */
  @Nullable String trouble() {
    if (!holds()) {
      return null;
    }
    return switch (status) {
      case AWAY ->
          "WAHA_AWAY: o WAHA não responde como se espera no endereço do canal (WAHA_URL); as mensagens esperam e saem"
              + " sozinhas";
      case NOT_FOUND ->
          "WAHA_SESSION: o WAHA não tem a sessão '"
              + session
              + "'; POST /api/waha/start a cria, e as mensagens esperam até lá";
      default ->
          "WAHA_SESSION: a sessão '"
              + session
              + "' está "
              + status
              + "; as mensagens esperam até ela estar WORKING";
    };
  }

  /** Whether somebody should ask WAHA now. */
  boolean due(Instant now, Duration every) {
    return lookedAt == null || !lookedAt.plus(every).isAfter(now);
  }

  /** Whether missing messages are to be read now. */
  boolean unread(Instant now) {
    return gapFrom != null && historyAt != null && !historyAt.isAfter(now);
  }

  /** Whether no hub has looked for a long time, so that only a message can find out. */
  boolean unwatched(Instant now, Duration every) {
    return due(now, every.multipliedBy(10));
  }
}
