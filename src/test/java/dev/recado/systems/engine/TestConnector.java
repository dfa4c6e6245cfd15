package dev.recado.systems.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.http.MediaCheck;
import dev.recado.spine.http.TestHttp;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.spine.outbox.Failures;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.http.HttpComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;

/** The connector of a gateway as it stands in routes/, with one channel. */
public final class TestConnector implements AutoCloseable {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final Routes routes = new Routes();
  private final String provider;
  private final Channel channel;
  private final GatewayLink link;

  /**
   * Loads the routes.
   *
   * @param channel of the provider
   * @param answers makes the bean that the Kamelets name
   */
  public TestConnector(Channel channel, Function<TestChannels, Object> answers) {
    this.provider = channel.provider();
    this.channel = channel;
    this.link =
        new GatewayLink(
            new Sessions(DATABASE.jdbc(), Clock.systemUTC()),
            channel,
            "THE_SESSION",
            Clock.systemUTC());
    Object bean = answers.apply(new TestChannels().with(channel, link));
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean("mediaCheck", MediaCheck.class, TestHttp::mediaCheck);
    spring.registerBean(provider + "Answers", Object.class, () -> bean);
    spring.refresh();
    RouteFiles files = RouteFiles.NONE;
    for (String name :
        List.of(
            "connectors/%s.camel.yaml",
            "kamelets/%s-text-sink.kamelet.yaml", "kamelets/%s-media-sink.kamelet.yaml")) {
      files = files.with(name.formatted(provider), file(name.formatted(provider)));
    }
    Generation generation =
        new Assembly(spring, List.of(TestHttp.limited(), TestConnector::asInTheHub))
            .build(files, Map.of(), List.of());
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
  }

  /** The settings of application.yaml, but with less patience. */
  private static Map<String, String> asInTheHub(CamelContext context, RouteFiles files) {
    HttpComponent http = context.getComponent("http", HttpComponent.class);
    http.setAutomaticRetriesDisabled(true);
    http.setSoTimeout(1000);
    http.setResponseTimeout(1000);
    return Map.of();
  }

  private static String file(String name) {
    try {
      return Files.readString(Path.of("routes", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A channel from the settings and credentials of a stub. */
  public static Channel channel(String id, String provider, Map<String, String> values) {
    Map<String, String> plain = new LinkedHashMap<>(values);
    Map<String, String> secrets = new LinkedHashMap<>();
    List.of("token", "apiKey", ChannelTokens.TOKEN, ChannelTokens.FORMER_TOKEN)
        .forEach(
            name -> {
              String value = plain.remove(name);
              if (value != null) {
                secrets.put(name, value);
              }
            });
    Channel first = Channel.ofSettings(provider, provider, plain, secrets, false);
    return new Channel(
        id,
        provider,
        null,
        id,
        first.settings(),
        first.secrets(),
        null,
        null,
        null,
        null,
        true,
        false,
        false,
        false,
        1);
  }

  public GatewayLink link() {
    return link;
  }

  /** Sends, and gives the outcome as dispatch sees it. */
  public Outcome send(
      String kind, String address, @Nullable String chatId, Map<String, ?> payload) {
    Exchange exchange = exchange(kind, address, chatId, payload);
    return exchange.getException() == null
        ? Objects.requireNonNull(exchange.getVariable("outcome", Outcome.class))
        : Failures.outcome(
            exchange.getException(),
            Boolean.TRUE.equals(exchange.getVariable("requestSent")),
            false);
  }

  public Outcome text(String text) {
    return send("whatsapp-text", "5521976540001", null, Map.of("text", text));
  }

  public Exchange exchange(
      String kind, String address, @Nullable String chatId, Map<String, ?> payload) {
    return routes.send(
        "direct:connector-" + provider,
        ExchangePattern.InOut,
        exchange -> {
          exchange.getMessage().setBody(payload);
          exchange.setVariable("kind", kind);
          exchange.setVariable("address", address);
          exchange.setVariable("channel", channel);
          if (chatId != null) {
            exchange.setVariable("chatId", chatId);
          }
        });
  }

  @Override
  public void close() {
    routes.close();
  }

  /** A webhook as the ingress gives it. */
  // javac 17 loses the @Nullable inside Map<…> and Function<…> of compiled classes.
  @SuppressWarnings("NullAway")
  public static Webhook webhook(@Nullable String token, byte[] body) {
    return new Webhook(token, "application/json", name -> null, name -> null, body, Instant.now());
  }

  /** The record of a webhook, as the ingress writes it. */
  public static InboundRecord record(WebhookSource source, @Nullable String token, byte[] body) {
    Webhook webhook = webhook(token, body);
    return InboundRecord.of(
        source.name(),
        source.identify(webhook),
        webhook.receivedAt(),
        "application/json",
        source.kept(webhook),
        body);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
