package dev.recado.systems.wppconnect;

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
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** WPPConnect Server as a provider: one channel is one session. */
final class WppconnectProvider implements Provider {

  static final String NAME = "wppconnect";
  static final String URL = "url";
  static final String SESSION = "session";
  static final String TOKEN = "token";

  private final Environment environment;
  private final GatewayCalls calls;
  private final Sessions sessions;
  private final Clock clock;

  WppconnectProvider(Environment environment, GatewayCalls calls, Sessions sessions, Clock clock) {
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
            URL, "o endereço do WPPConnect, como https://wpp.example.com:21465, sem barra no fim."),
        Field.plain(
                SESSION, "o nome da sessão no WPPConnect: letras, números, hifens e sublinhados.")
            .like(WppconnectRule.NAME.pattern()),
        Field.secret(TOKEN, "o token da sessão, que POST /api/{sessão}/{chave}/generate-token dá."),
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
    String url = environment.getProperty(WppconnectRule.URL);
    if (!StringUtils.hasText(url)) {
      return Optional.empty();
    }
    Map<String, String> plain = new LinkedHashMap<>();
    plain.put(URL, url.strip());
    plain.put(SESSION, environment.getProperty(WppconnectRule.SESSION, "default").strip());
    Map<String, String> secrets = new LinkedHashMap<>();
    ChannelTokens.put(secrets, TOKEN, environment.getProperty(WppconnectRule.TOKEN));
    ChannelTokens.ofSettings(
        secrets, environment, WppconnectRule.WEBHOOK_TOKEN, WppconnectRule.FORMER_TOKEN);
    return Optional.of(Channel.ofSettings(NAME, "WPPConnect", plain, secrets, false));
  }

  @Override
  public Link link(Channel channel) {
    return new GatewayLink(sessions, channel, "WPPCONNECT_SESSION", clock);
  }

  @Override
  public Checkup test(Channel channel) {
    WppconnectServer server = WppconnectServer.of(channel);
    try {
      GatewayCalls.Answer status = server.ask(calls, "/status-session");
      if (status.byGateway() && status.status() == 401) {
        return Checkup.wrong(
            "O WPPConnect recusa o token. Gere outro com generate-token para a sessão '%s' e ponha-o no campo 'token' (WPPCONNECT_TOKEN)."
                .formatted(channel.setting(SESSION)));
      }
      if (status.byGateway()
          && status.status() == 404
          && status.tree().path("status").isTextual()) {
        return notWorking(channel, null);
      }
      if (!status.byGateway() || status.status() != 200) {
        return unlike(String.valueOf(status.status()));
      }
      String word = WppconnectSession.word(status.tree().path("status").asText(""));
      return "WORKING".equals(word) ? connected(channel, server) : notWorking(channel, word);
    } catch (IOException | IllegalArgumentException e) {
      return unlike(e.getClass().getSimpleName());
    }
  }

  /** The status stays CONNECTED where the phone has lost its line, so this is asked too. */
  private Checkup connected(Channel channel, WppconnectServer server) throws IOException {
    GatewayCalls.Answer answer = server.ask(calls, "/check-connection-session");
    return answer.tree().path("status").asBoolean()
        ? Checkup.well("A sessão está conectada.", null)
        : Checkup.wrong(
            "A sessão '%s' perdeu a conexão com o WhatsApp: confira o celular e reinicie-a com start-session."
                .formatted(channel.setting(SESSION)));
  }

  private static Checkup notWorking(Channel channel, @Nullable String word) {
    String session = channel.setting(SESSION);
    return Checkup.wrong(
        switch (String.valueOf(word)) {
          case "SCAN_QR_CODE" ->
              "A sessão '%s' espera o QR code: abra qrcode-session e leia-o com o celular do número (Aparelhos conectados)."
                  .formatted(session);
          case "STARTING" -> "A sessão está iniciando; repita o teste em um minuto.";
          default ->
              "A sessão '%s' não está aberta: inicie-a com POST /api/%s/start-session e leia o QR code."
                  .formatted(session, session);
        });
  }

  private static Checkup unlike(String what) {
    return Checkup.wrong(
        "O WPPConnect não responde como esperado no endereço do canal: confira se ele está ligado e se o campo 'url' (WPPCONNECT_URL) está certo (%s)."
            .formatted(what));
  }
}
