package dev.recado.systems.evolution;

import dev.recado.spine.channel.Ability;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Checkup;
import dev.recado.spine.channel.Field;
import dev.recado.spine.channel.Link;
import dev.recado.spine.channel.Provider;
import dev.recado.systems.engine.ChannelTokens;
import dev.recado.systems.engine.GatewayCalls;
import dev.recado.systems.engine.GatewayLink;
import dev.recado.systems.engine.Sessions;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The Evolution API as a provider: one channel is one instance. */
final class EvolutionProvider implements Provider {

  static final String NAME = "evolution";
  static final String URL = "url";
  static final String INSTANCE = "instance";
  static final String API_KEY = "apiKey";

  private final Environment environment;
  private final GatewayCalls calls;
  private final Sessions sessions;
  private final Clock clock;

  EvolutionProvider(Environment environment, GatewayCalls calls, Sessions sessions, Clock clock) {
    this.environment = environment;
    this.calls = calls;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.address(
            URL,
            "o endereço da Evolution API, como https://evolution.example.com, sem barra no fim."),
        Field.plain(
                INSTANCE,
                "o nome da instância na Evolution: letras, números, hifens e sublinhados.")
            .like(EvolutionRule.NAME.pattern()),
        Field.secret(API_KEY, "a chave da instância (apikey), ou a chave global da Evolution."),
        ChannelTokens.field(),
        ChannelTokens.formerField());
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.MEDIA, Ability.LOCATION);
  }

  @Override
  public String webhook() {
    return "/webhooks/" + NAME + "/{token}";
  }

  @Override
  public Optional<Channel> ofSettings() {
    String url = environment.getProperty(EvolutionRule.URL);
    if (!StringUtils.hasText(url)) {
      return Optional.empty();
    }
    Map<String, String> plain = new LinkedHashMap<>();
    plain.put(URL, url.strip());
    plain.put(INSTANCE, environment.getProperty(EvolutionRule.INSTANCE, "").strip());
    Map<String, String> secrets = new LinkedHashMap<>();
    ChannelTokens.put(secrets, API_KEY, environment.getProperty(EvolutionRule.API_KEY));
    ChannelTokens.ofSettings(
        secrets, environment, EvolutionRule.WEBHOOK_TOKEN, EvolutionRule.FORMER_TOKEN);
    return Optional.of(Channel.ofSettings(NAME, "Evolution", plain, secrets, false));
  }

  @Override
  public Link link(Channel channel) {
    return new GatewayLink(sessions, channel, "EVOLUTION_INSTANCE", clock);
  }

  @Override
  public Checkup test(Channel channel) {
    String instance = channel.setting(INSTANCE);
    try {
      GatewayCalls.Answer answer =
          EvolutionServer.of(channel).ask(calls, "/instance/connectionState");
      boolean evolution = answer.byGateway();
      if (evolution && answer.status() == 401) {
        return Checkup.wrong(
            "A Evolution recusa a chave. Confira o campo 'apiKey' (EVOLUTION_API_KEY): é a chave da instância ou a global.");
      }
      if (evolution && answer.status() == 404) {
        return Checkup.wrong(
            "A Evolution não conhece a instância '%s'. Crie-a com POST /instance/create, ou corrija o campo 'instance'."
                .formatted(instance));
      }
      if (!evolution || answer.status() != 200 || !answer.tree().path("instance").isObject()) {
        return unlike(String.valueOf(answer.status()));
      }
      return state(instance, answer.tree().at("/instance/state").asText(""));
    } catch (IOException | IllegalArgumentException e) {
      return unlike(e.getClass().getSimpleName());
    }
  }

  private static Checkup state(String instance, String state) {
    return switch (state) {
      case "open" -> Checkup.well("A instância está conectada.", null);
      case "connecting" ->
          Checkup.wrong(
              "A instância '%s' está conectando ou espera o QR code: abra GET /instance/connect/%s e leia-o com o celular do número (Aparelhos conectados)."
                  .formatted(instance, instance));
      default ->
          Checkup.wrong(
              "A instância '%s' não está conectada ao WhatsApp: abra GET /instance/connect/%s e leia o QR code."
                  .formatted(instance, instance));
    };
  }

  private static Checkup unlike(String what) {
    return Checkup.wrong(
        "A Evolution não responde como esperado no endereço do canal: confira se ela está ligada e se o campo 'url' (EVOLUTION_URL) está certo (%s)."
            .formatted(what));
  }
}
