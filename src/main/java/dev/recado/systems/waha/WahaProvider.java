package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.Exposure;
import dev.recado.spine.channel.Ability;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Checkup;
import dev.recado.spine.channel.Field;
import dev.recado.spine.channel.Link;
import dev.recado.spine.channel.Provider;
import dev.recado.systems.engine.ChatId;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.hc.client5.http.classic.HttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** WAHA as a provider: one channel is one session. */
final class WahaProvider implements Provider {

  static final String NAME = "waha";
  static final String URL = "url";
  static final String SESSION = "session";
  static final String API_KEY = "apiKey";
  static final String HMAC_KEY = "hmacKey";
  static final String FORMER_HMAC_KEY = "hmacKeyPrevious";
  static final String WEBHOOK_URL = "webhookUrl";
  static final String SEEN = "seen";

  /** How many calls for ids run at once. */
  static final int ID_FETCHERS = 8;

  private final Environment environment;
  private final WahaSettings settings;
  private final boolean simulated;
  private final HttpClient http;
  private final ObjectMapper json;
  private final Executor fetchers;
  private final WahaSessions sessions;
  private final Clock clock;

  WahaProvider(
      Environment environment,
      WahaSettings settings,
      HttpClient http,
      ObjectMapper json,
      Executor fetchers,
      WahaSessions sessions,
      Clock clock) {
    this.environment = environment;
    this.settings = settings;
    this.simulated = WahaAddress.simulated(environment);
    this.http = http;
    this.json = json;
    this.fetchers = fetchers;
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
            URL, "o endereço do WAHA, como https://waha.example.com:3000, sem barra no fim."),
        Field.plain(SESSION, "o nome da sessão no WAHA: letras, números, hifens e sublinhados.")
            .like(WahaRule.NAME.pattern()),
        Field.secret(API_KEY, "a chave da API do WAHA (X-Api-Key), em texto claro.").optional(),
        Field.secret(
            HMAC_KEY, "a chave com que o WAHA assina os webhooks (WHATSAPP_HOOK_HMAC_KEY)."),
        Field.secret(FORMER_HMAC_KEY, "a chave anterior, que vale durante uma troca.").optional(),
        Field.address(
                WEBHOOK_URL,
                "o endereço em que o WAHA alcança o hub, como https://hub.example.com/webhooks/waha; com ele POST /api/waha/start cria a sessão já com os webhooks.")
            .optional(),
        Field.plain(
                SEEN,
                "'true' para marcar a conversa como lida antes de cada resposta do hub; senão 'false'.")
            .like("true|false")
            .optional());
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.MEDIA);
  }

  /** Without a configured WAHA it is the simulator, unless another provider is configured. */
  @Override
  public Optional<Channel> ofSettings() {
    if (!simulated && !StringUtils.hasText(settings.url())) {
      return Optional.empty();
    }
    // Read at the start, so that a missing key is reported then and not by the first message.
    String key = environment.getRequiredProperty(WahaAddress.KEY);
    Map<String, String> plain = new LinkedHashMap<>();
    plain.put(SESSION, settings.session());
    if (!simulated) {
      plain.put(URL, settings.url());
    }
    if (settings.seen()) {
      plain.put(SEEN, "true");
    }
    if (StringUtils.hasText(settings.webhookUrl())) {
      plain.put(WEBHOOK_URL, settings.webhookUrl());
    }
    Map<String, String> secrets = new LinkedHashMap<>();
    put(secrets, API_KEY, key);
    if (!WahaAddress.unsigned(environment)) {
      put(secrets, HMAC_KEY, Exposure.secret(environment, WahaAddress.HMAC_KEY, "WAHA_HMAC_KEY"));
    }
    put(secrets, FORMER_HMAC_KEY, environment.getProperty(WahaAddress.FORMER_HMAC_KEY));
    String label = simulated ? "Simulador" : "WAHA";
    return Optional.of(Channel.ofSettings(NAME, label, plain, secrets, simulated));
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (StringUtils.hasText(value)) {
      values.put(name, value);
    }
  }

  private WahaServer server(Channel channel) {
    return channel.ofSettings()
        ? new WahaServer(
            () ->
                new WahaServer.Place(
                    URI.create(environment.getRequiredProperty(WahaAddress.BASE_URL)),
                    environment.getRequiredProperty(WahaAddress.KEY)))
        : WahaServer.of(channel);
  }

  /** Calls that try even a key that was refused just now: a person may have corrected it. */
  WahaCalls calls(Channel channel) {
    return calls(channel, server(channel));
  }

  private WahaCalls calls(Channel channel, WahaServer server) {
    return new WahaCalls(http, json, server, channel.setting(SESSION), new KeyWatch(clock));
  }

  @Override
  public Link link(Channel channel) {
    WahaServer server = server(channel);
    WahaCalls calls = calls(channel, server);
    return new WahaLink(
        server,
        channel.setting(SESSION),
        calls,
        new WahaMessageIds(calls, fetchers, ID_FETCHERS, clock),
        new KeyWatch(clock),
        sessions.watched(channel));
  }

  @Override
  public Checkup test(Channel channel) {
    try {
      return checkup(channel, calls(channel).session());
    } catch (WahaCalls.KeyRefused e) {
      return Checkup.wrong(
          "O WAHA recusa a chave da API. Confira o campo 'apiKey' (WAHA_API_KEY): é a chave em texto claro, não o hash.");
    } catch (WahaCalls.NotOffered e) {
      return Checkup.wrong(
          String.valueOf(
              SessionWords.wrong(SessionRow.NOT_FOUND, channel.setting(SESSION), channel.id())));
    } catch (IOException e) {
      return Checkup.wrong(
          "O WAHA não responde como esperado no endereço do canal: confira se ele está ligado e se o campo 'url' (WAHA_URL) está certo ("
              + e.getClass().getSimpleName()
              + ").");
    }
  }

  private static Checkup checkup(Channel channel, JsonNode session) {
    String status = session.path("status").asText("");
    String number = ChatId.phone(session.at("/me/id").asText(null));
    String wrong = SessionWords.wrong(status, channel.setting(SESSION), channel.id());
    return wrong == null ? Checkup.well("A sessão está conectada.", number) : Checkup.wrong(wrong);
  }
}
