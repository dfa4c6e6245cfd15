package dev.recado.spine.outbox;

import dev.recado.ground.phone.Phones;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The only way out of the hub: it is asked for each message just before the send.
 *
 * <p>The reasons are codes that operators filter by. The pace of the channel and its breaker are
 * checked earlier, before a message is claimed, see {@link Dispatcher}.
 */
final class Gate {

  static final String OPTED_OUT = "OPT_OUT: o contato pediu para não receber mensagens";
  static final String HANDED_OVER = "HAND_OVER: uma pessoa assumiu a conversa";
  static final String WRONG_PERSON =
      "WRONG_PERSON: quem atende este número disse que não é o cliente";
  static final String QUIET =
      "QUIET_HOURS: fora do horário permitido para mensagens que nós iniciamos";

  /** The pause before the next check whether the person has given the conversation back. */
  private static final Duration HAND_OVER_PAUSE = Duration.ofMinutes(15);

  private final QuietHours quietHours;

  Gate(QuietHours quietHours) {
    this.quietHours = quietHours;
  }

  Verdict ask(Delivery delivery, Instant now) {
    if (delivery.optedOut() && !delivery.announces("opt-out")) {
      return new Verdict.Cancel(OPTED_OUT);
    }
    if (delivery.wrongNumber() && !delivery.reply()) {
      return new Verdict.Cancel(WRONG_PERSON);
    }
    if (delivery.released()) {
      return Verdict.GO;
    }
    if (delivery.handedOver() && !delivery.announces()) {
      // An automatic answer is out of date once a person of ours writes; a notice is not.
      return delivery.reply()
          ? new Verdict.Cancel(HANDED_OVER)
          : new Verdict.Hold(HANDED_OVER, now.plus(HAND_OVER_PAUSE));
    }
    if (delivery.reply() || !delivery.conversation().startsWith("whatsapp:")) {
      return Verdict.GO;
    }
    Optional<Instant> opening = quietHours.nextOpening(now, Phones.areaCode(delivery.address()));
    return opening.<Verdict>map(at -> new Verdict.Hold(QUIET, at)).orElse(Verdict.GO);
  }
}
