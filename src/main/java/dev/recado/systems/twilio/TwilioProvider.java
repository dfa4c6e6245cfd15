package dev.recado.systems.twilio;

import dev.recado.spine.channel.Ability;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Checkup;
import dev.recado.spine.channel.Field;
import dev.recado.spine.channel.Link;
import dev.recado.spine.channel.Provider;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Twilio as a provider: one channel is one WhatsApp sender, or one messaging service. */
final class TwilioProvider implements Provider {

  static final String NAME = "twilio";
  static final String ACCOUNT = "accountSid";
  static final String TOKEN = "authToken";
  static final String FORMER_TOKEN = "authTokenPrevious";
  static final String FROM = "from";
  static final String API_URL = "apiUrl";
  static final String WEBHOOK_URL = "webhookUrl";

  private final Environment environment;
  private final TwilioCheckup checkup;
  private final Clock clock;

  TwilioProvider(Environment environment, TwilioCheckup checkup, Clock clock) {
    this.environment = environment;
    this.checkup = checkup;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.plain(
                ACCOUNT,
                "o Account SID da página inicial do console da Twilio: AC e mais 32 letras e números.")
            .like(TwilioRule.ACCOUNT_FORM.pattern()),
        Field.secret(
            TOKEN, "o Auth Token primário da conta; com ele a Twilio também assina os webhooks."),
        Field.secret(
                FORMER_TOKEN, "o Auth Token anterior, que vale para webhooks durante uma troca.")
            .optional(),
        Field.plain(
                FROM,
                "o número do WhatsApp sender com código do país, como +5511987650000, ou o SID de um Messaging Service (MG…).")
            .like(TwilioRule.FROM_FORM.pattern()),
        Field.address(API_URL, "o endereço da API, se não for https://api.twilio.com.").optional(),
        Field.address(
                WEBHOOK_URL,
                "o endereço público do webhook, igual ao do console, como https://hub.example.com.br/webhooks/twilio; sem ele"
                    + " o hub usa o endereço em que foi chamado.")
            .optional());
  }

  /** A place goes as text with a link: the API takes none outside of templates. */
  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.TEMPLATES, Ability.MEDIA, Ability.WINDOW);
  }

  @Override
  public String templateName() {
    return TwilioContent.CONTENT.pattern();
  }

  @Override
  public Optional<Channel> ofSettings() {
    if (text(TwilioRule.ACCOUNT).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> plain = new LinkedHashMap<>();
    put(plain, ACCOUNT, TwilioRule.ACCOUNT);
    put(plain, FROM, TwilioRule.FROM);
    put(plain, API_URL, TwilioRule.API_URL);
    put(plain, WEBHOOK_URL, TwilioRule.WEBHOOK_URL);
    Map<String, String> secrets = new LinkedHashMap<>();
    put(secrets, TOKEN, TwilioRule.TOKEN);
    put(secrets, FORMER_TOKEN, TwilioRule.FORMER_TOKEN);
    return Optional.of(Channel.ofSettings(NAME, "Twilio", plain, secrets, false));
  }

  private void put(Map<String, String> values, String field, String property) {
    String value = text(property);
    if (StringUtils.hasText(value)) {
      values.put(field, value);
    }
  }

  private String text(String property) {
    return environment.getProperty(property, "").strip();
  }

  @Override
  public Link link(Channel channel) {
    return new TwilioLink(clock);
  }

  @Override
  public Checkup test(Channel channel) {
    return checkup.of(channel);
  }
}
