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
  static final String HOURS = "BATCH_HOURS: fora do horário escolhido para este envio";
  static final String WINDOW =
      "WINDOW: o contato não escreveu por este canal nas últimas 24 horas; até que ele escreva, só um modelo aprovado"
          + " pode sair";
  static final String WINDOW_EXPIRED =
      "WINDOW_EXPIRED: o contato não escreveu por três dias, e a mensagem envelheceu; envie um modelo aprovado, ou reprocesse"
          + " depois que ele escrever";

  /** The pause before the next check whether the person has given the conversation back. */
  private static final Duration HAND_OVER_PAUSE = Duration.ofMinutes(15);

  /** The message of a contact makes held messages due at once, so this is for safety only. */
  private static final Duration WINDOW_PAUSE = Duration.ofHours(1);

  /** An older reply would only confuse. */
  private static final Duration WINDOW_PATIENCE = Duration.ofDays(3);

  Verdict ask(Delivery delivery, ChannelRules rules, Instant now) {
    Delivery.Batch batch = delivery.batch();
    if (batch != null && batch.stops(delivery.released())) {
      return stopped(batch);
    }
    if (delivery.optedOut() && !delivery.announces("opt-out")) {
      return new Verdict.Cancel(OPTED_OUT);
    }
    if (delivery.wrongNumber() && !delivery.reply()) {
      return new Verdict.Cancel(WRONG_PERSON);
    }
    if (!delivery.released()) {
      if (delivery.handedOver() && !delivery.announces()) {
        // An automatic answer is out of date once a person of ours writes; a notice is not.
        return delivery.reply()
            ? new Verdict.Cancel(HANDED_OVER)
            : new Verdict.Hold(HANDED_OVER, now.plus(HAND_OVER_PAUSE));
      }
      Optional<Instant> opening = opening(delivery, rules, now);
      if (opening.isPresent()) {
        return new Verdict.Hold(QUIET, opening.get());
      }
      Optional<Instant> hours = hours(delivery, now);
      if (hours.isPresent()) {
        return new Verdict.Hold(HOURS, hours.get());
      }
    }
    return rules.closed(delivery.wroteAt(), now) ? late(delivery, rules, now) : Verdict.GO;
  }

  /**
   * Whoever stops a batch takes back what waits; this is for what was being sent at that moment.
   */
  private static Verdict stopped(Delivery.Batch batch) {
    String reason = String.valueOf(batch.reason());
    return "CANCELLED".equals(batch.stopped())
        ? new Verdict.Cancel(reason)
        : new Verdict.Hold(reason, Batches.NEVER);
  }

  private static Optional<Instant> hours(Delivery delivery, Instant now) {
    QuietHours hours = delivery.batch() == null ? null : delivery.batch().hours();
    return hours == null
        ? Optional.empty()
        : hours.nextOpening(now, Phones.areaCode(delivery.address()));
  }

  private static Optional<Instant> opening(Delivery delivery, ChannelRules rules, Instant now) {
    return delivery.reply() || rules.quietHours() == null
        ? Optional.empty()
        : rules.quietHours().nextOpening(now, Phones.areaCode(delivery.address()));
  }

  /** Outside the provider's window nobody can let a free message out, not even a person. */
  private static Verdict late(Delivery delivery, ChannelRules rules, Instant now) {
    if (delivery.template()) {
      return new Verdict.Instead(delivery.afterTheWindow());
    }
    String fallback = rules.fallbackTemplate();
    if (fallback != null && delivery.payload().get("text") != null) {
      return new Verdict.Instead(delivery.asTemplate(fallback));
    }
    return delivery.scheduledFor().plus(WINDOW_PATIENCE).isBefore(now)
        ? new Verdict.Refuse(WINDOW_EXPIRED)
        : new Verdict.Hold(WINDOW, now.plus(WINDOW_PAUSE));
  }
}
