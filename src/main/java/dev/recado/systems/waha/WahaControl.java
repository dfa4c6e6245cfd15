package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.EngineJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Starts, stops and pairs the sessions of channels, for the person who runs the hub. */
final class WahaControl {

  /** What the hub understands (docs/contracts.md#waha-webhooks). */
  private static final List<String> EVENTS =
      List.of(
          "message",
          "message.any",
          "message.ack",
          "message.reaction",
          "message.edited",
          "message.revoked",
          "session.status");

  /** About a minute and a half, doubling: longer than a restart of the hub. */
  private static final int RETRIES = 8;

  private final Channels channels;
  private final WahaProvider provider;
  private final SessionWatch watch;
  private final WahaSessions sessions;
  private final Clock clock;

  WahaControl(
      Channels channels,
      WahaProvider provider,
      SessionWatch watch,
      WahaSessions sessions,
      Clock clock) {
    this.channels = channels;
    this.provider = provider;
    this.watch = watch;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** A call about a session. */
  private interface Call<T> {
    T on(WahaCalls waha) throws IOException;
  }

  /**
   * Finds the channel that is meant.
   *
   * @param id null for the preferred one, if it is one of WAHA, else for the only one of WAHA
   */
  Channel channel(@Nullable String id) {
    Channel channel = meant(id);
    if (channels.locked(channel)) {
      throw Refusal.conflict(String.valueOf(channels.link(channel).trouble()));
    }
    return channel;
  }

  private Channel meant(@Nullable String id) {
    if (id != null) {
      return channels
          .named(id)
          .filter(channel -> channel.provider().equals(WahaProvider.NAME))
          .orElseThrow(
              () ->
                  Refusal.missing(
                      "Não há canal '%s' do WAHA; a lista dos canais está em GET /api/channels."
                          .formatted(id)));
    }
    List<Channel> all = channels.of(WahaProvider.NAME);
    if (all.isEmpty()) {
      throw Refusal.missing(
          "Não há canal do WAHA: defina WAHA_URL e reinicie o hub, ou crie um com POST /api/channels.");
    }
    return channels
        .preferred()
        .filter(all::contains)
        .or(() -> all.stream().filter(channel -> all.size() == 1).findFirst())
        .orElseThrow(
            () ->
                Refusal.conflict(
                    "Há %d canais do WAHA: diga qual em ?channel=, um destes: %s."
                        .formatted(
                            all.size(),
                            String.join(", ", all.stream().map(Channel::id).toList()))));
  }

  /** Asks WAHA now; without an answer it tells what is known. */
  void look(Channel channel) {
    Instant begin = clock.instant();
    try {
      watch.saw(channel, provider.calls(channel).session(), begin);
    } catch (WahaCalls.NotOffered e) {
      report(channel, SessionRow.NOT_FOUND, begin);
    } catch (WahaCalls.KeyRefused e) {
      throw refusedKey();
    } catch (IOException e) {
      report(channel, SessionRow.AWAY, begin);
    }
  }

  private void report(Channel channel, String status, Instant at) {
    sessions.report(channel.id(), channel.setting(WahaProvider.SESSION), status, at, false);
  }

  /** Starts the session, and makes it before that if WAHA does not know it. */
  void start(Channel channel) {
    if (!channel.simulated()) {
      change(
          channel,
          waha -> {
            try {
              return waha.startSession();
            } catch (WahaCalls.NotOffered unknown) {
              return waha.createSession(request(channel));
            }
          });
    }
  }

  void stop(Channel channel) {
    if (channel.simulated()) {
      throw Refusal.conflict(
          "O canal '%s' é o simulador: não há sessão para parar.".formatted(channel.id()));
    }
    change(channel, WahaCalls::stopSession);
  }

  void restart(Channel channel) {
    if (!channel.simulated()) {
      change(channel, WahaCalls::restartSession);
    }
  }

  private void change(Channel channel, Call<JsonNode> call) {
    Instant begin = clock.instant();
    watch.saw(channel, asked(channel, call), begin);
  }

  /** A PNG with the QR code. */
  byte[] qrCode(Channel channel) {
    if (channel.simulated()) {
      throw Refusal.conflict(
          "O canal '%s' é o simulador: não há celular para parear. Configure WAHA_URL para usar um número de verdade."
              .formatted(channel.id()));
    }
    byte[] image = asked(channel, waha -> picture(channel, waha));
    if (!Png.is(image)) {
      throw Refusal.of(
          HttpStatus.BAD_GATEWAY,
          "O WAHA não enviou uma imagem PNG: confira se o endereço do canal (WAHA_URL) é mesmo o do WAHA.");
    }
    return image;
  }

  /** The refusal of a QR code names no status, so it is asked for. */
  private byte[] picture(Channel channel, WahaCalls waha) throws IOException {
    try {
      return waha.qrCode();
    } catch (WahaCalls.FailedException e) {
      if (e.status() != HttpStatus.UNPROCESSABLE_ENTITY.value()) {
        throw e;
      }
      Instant begin = clock.instant();
      JsonNode told = waha.session();
      watch.saw(channel, told, begin);
      throw noCode(channel, told);
    }
  }

  private static Refusal noCode(Channel channel, JsonNode told) {
    String status = told.path("status").asText("");
    String session = channel.setting(WahaProvider.SESSION);
    if (status.equals(SessionRow.WORKING)) {
      String number = ChatId.phone(told.at("/me/id").asText(null));
      return Refusal.conflict(
          "Não há QR code, porque a sessão '%s' já está conectada%s. Para usar outro número, desconecte-a no celular (Aparelhos conectados) e chame POST /api/waha/restart."
              .formatted(session, number == null ? "" : " ao número " + number));
    }
    Refusal refusal =
        Refusal.conflict(
            "Ainda não há QR code, porque a sessão '%s' está em %s. %s"
                .formatted(
                    session,
                    status.isEmpty() ? "estado desconhecido" : status,
                    status.equals("SCAN_QR_CODE")
                        ? "Repita em alguns segundos."
                        : SessionWords.wrong(status, session, channel.id())));
    return refusal.retryAfter(5);
  }

  private <T> T asked(Channel channel, Call<T> call) {
    String session = channel.setting(WahaProvider.SESSION);
    try {
      return call.on(provider.calls(channel));
    } catch (WahaCalls.NotOffered e) {
      throw Refusal.conflict(
          String.valueOf(SessionWords.wrong(SessionRow.NOT_FOUND, session, channel.id())));
    } catch (WahaCalls.KeyRefused e) {
      throw refusedKey();
    } catch (WahaCalls.FailedException e) {
      throw Refusal.of(
          HttpStatus.BAD_GATEWAY,
          "O WAHA respondeu %d e não fez o que foi pedido; o log do WAHA diz por quê."
              .formatted(e.status()));
    } catch (IOException e) {
      throw away(e);
    }
  }

  private static Refusal refusedKey() {
    return Refusal.of(
        HttpStatus.BAD_GATEWAY,
        "O WAHA recusa a chave da API. Confira o campo 'apiKey' (WAHA_API_KEY): é a chave em texto claro, e ela precisa do direito de controlar a sessão.");
  }

  /**
   * What nobody answered may be tried again; what somebody else answered is a matter of settings.
   */
  private static Refusal away(IOException e) {
    boolean silent =
        e instanceof ConnectException
            || e instanceof ConnectTimeoutException
            || e instanceof NoRouteToHostException
            || e instanceof UnknownHostException
            || e instanceof SocketTimeoutException;
    return silent
        ? Refusal.unavailable(
                "O WAHA não responde no endereço do canal: confira se ele está ligado e se o campo 'url' (WAHA_URL) está certo.")
            .retryAfter(5)
        : Refusal.of(
            HttpStatus.BAD_GATEWAY,
            "O que respondeu no endereço do canal não é o WAHA (uma página? um proxy?): confira o campo 'url' (WAHA_URL).");
  }

  /**
   * The request that makes a session: with the hub's webhooks, if their address is known, and with
   * the store that the engine NOWEB needs to tell a history.
   */
  static ObjectNode request(Channel channel) {
    ObjectNode request = EngineJson.MAPPER.createObjectNode();
    request.put("name", channel.setting(WahaProvider.SESSION)).put("start", true);
    ObjectNode config = request.putObject("config");
    config.putObject("noweb").putObject("store").put("enabled", true).put("fullSync", false);
    String url = channel.setting(WahaProvider.WEBHOOK_URL);
    if (!url.isEmpty()) {
      ObjectNode webhook = config.putArray("webhooks").addObject().put("url", url);
      ArrayNode events = webhook.putArray("events");
      EVENTS.forEach(events::add);
      channel
          .secret(WahaProvider.HMAC_KEY)
          .ifPresent(key -> webhook.putObject("hmac").put("key", key));
      webhook
          .putObject("retries")
          .put("policy", "exponential")
          .put("delaySeconds", 2)
          .put("attempts", RETRIES);
    }
    return request;
  }
}
