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
import dev.recado.systems.engine.Sessions;
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

  /** How many calls for ids run at once. */
  static final int ID_FETCHERS = 8;

  private final Environment environment;
  private final WahaSettings settings;
  private final boolean simulated;
  private final HttpClient http;
  private final ObjectMapper json;
  private final Executor fetchers;
  private final Sessions sessions;
  private final Clock clock;

  WahaProvider(
      Environment environment,
      WahaSettings settings,
      HttpClient http,
      ObjectMapper json,
      Executor fetchers,
      Sessions sessions,
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
        Field.secret(FORMER_HMAC_KEY, "a chave anterior, que vale durante uma troca.").optional());
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
        () -> sessions.trouble(channel.id(), "WAHA_SESSION"));
  }

  @Override
  public Checkup test(Channel channel) {
    try {
      return checkup(channel, calls(channel, server(channel)).session());
    } catch (WahaCalls.KeyRefused e) {
      return Checkup.wrong(
          "O WAHA recusa a chave da API. Confira o campo 'apiKey' (WAHA_API_KEY): é a chave em texto claro, não o hash.");
    } catch (WahaCalls.NotOffered e) {
      return Checkup.wrong(
          "O WAHA não conhece a sessão '%s'. Crie-a com POST /api/waha/start, ou corrija o campo 'session'."
              .formatted(channel.setting(SESSION)));
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
    return switch (status) {
      case "WORKING" -> Checkup.well("A sessão está conectada.", number);
      case "SCAN_QR_CODE" ->
          Checkup.wrong(
              "A sessão espera o QR code: abra GET /api/waha/qr e leia-o com o celular do número (Aparelhos conectados).");
      case "STARTING" -> Checkup.wrong("A sessão está iniciando; repita o teste em um minuto.");
      case "STOPPED" -> Checkup.wrong("A sessão está parada: inicie-a com POST /api/waha/start.");
      default ->
          Checkup.wrong(
              "A sessão '%s' está em %s: reinicie-a com POST /api/waha/restart."
                  .formatted(
                      channel.setting(SESSION), status.isEmpty() ? "estado desconhecido" : status));
    };
  }
}
