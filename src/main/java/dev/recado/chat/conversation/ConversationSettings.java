package dev.recado.chat.conversation;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the conversations.
 *
 * @param debounce how long a turn waits for more messages ({@code RECADO_DEBOUNCE})
 * @param timezone the time zone for times such as "amanhã às 15h" ({@code RECADO_TIMEZONE})
 * @param returnAfter how long a person who has taken over a conversation may be silent until the
 *     hub answers again; if nobody has taken over yet, the time counts from the next working hour;
 *     zero means for ever
 * @param answerWithin the greatest age of a message that still gets an answer, at the provider's
 *     notice; zero means any age
 * @param automatic the signs of automatic messages of the WhatsApp Business app
 */
@ConfigurationProperties("recado.conversation")
record ConversationSettings(
    @DefaultValue("3s") Duration debounce,
    @DefaultValue("America/Sao_Paulo") ZoneId timezone,
    @DefaultValue("12h") Duration returnAfter,
    @DefaultValue("24h") Duration answerWithin,
    @DefaultValue Automatic automatic) {

  /**
   * The signs of the app's own greetings and away messages.
   *
   * @param within no person types an answer so soon after the customer's message; zero turns this
   *     sign off
   * @param texts the texts that are set in the app, word for word
   * @param repeats a quick message is automatic if the same text occurs in this many other
   *     conversations; zero turns this sign off
   */
  record Automatic(
      @DefaultValue("3s") Duration within,
      @DefaultValue List<String> texts,
      @DefaultValue("3") int repeats) {}
}
