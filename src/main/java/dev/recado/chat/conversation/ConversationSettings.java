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
 * @param timezone in which "amanhã às 15h" is meant ({@code RECADO_TIMEZONE})
 * @param returnAfter how long a person who has taken a conversation over may be silent until the
 *     hub answers again, counted from when somebody works where nobody has taken it yet; zero: for
 *     ever
 * @param answerWithin how old a message may be when the provider tells of it and still be answered;
 *     zero: as old as it likes
 * @param automatic what tells an automatic message of the WhatsApp Business app from a person's
 */
@ConfigurationProperties("recado.conversation")
record ConversationSettings(
    @DefaultValue("3s") Duration debounce,
    @DefaultValue("America/Sao_Paulo") ZoneId timezone,
    @DefaultValue("12h") Duration returnAfter,
    @DefaultValue("24h") Duration answerWithin,
    @DefaultValue Automatic automatic) {

  /**
   * How the app's own greetings and away messages are known.
   *
   * @param within so soon after the customer's words nobody has typed; zero: this tells nothing
   * @param texts the texts that are set in the app, word for word
   * @param repeats in so many other conversations the same text makes a quick one automatic; zero:
   *     this tells nothing
   */
  record Automatic(
      @DefaultValue("3s") Duration within,
      @DefaultValue List<String> texts,
      @DefaultValue("3") int repeats) {}
}
