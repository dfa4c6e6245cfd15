package dev.recado.spine.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the address of a file before a provider is told to send it; the first step of the
 * Kamelets that send media.
 *
 * <p>The provider fetches the file from within its own network, which is often the hub's. An
 * address in there would show a customer what only insiders may see. And WhatsApp drops a file that
 * is too large after the provider has accepted the message.
 */
public final class MediaCheck {

  private static final Logger log = LoggerFactory.getLogger(MediaCheck.class);

  private static final long MB = 1024L * 1024;

  /** docs/media.md#outgoing names the source. */
  private static final Map<String, Long> LARGEST =
      Map.of("image", 5 * MB, "audio", 16 * MB, "video", 16 * MB, "document", 100 * MB);

  private static final PublicHttp.Limits BRIEF = new PublicHttp.Limits(MB, Duration.ofSeconds(8));

  private final PublicHttp http;
  private final Set<String> trusted;

  /** A campaign sends one file to many. */
  private final Cache<String, Optional<String>> known =
      Caffeine.newBuilder().maximumSize(1000).expireAfterWrite(Duration.ofMinutes(1)).build();

  /**
   * Creates the check.
   *
   * @param http goes to the internet only
   * @param trusted hosts that may be in a private network: files from there are sent unseen
   */
  MediaCheck(PublicHttp http, Set<String> trusted) {
    this.http = http;
    this.trusted =
        trusted.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /**
   * Leaves the variable {@code outcome} where the file must not be sent.
   *
   * @param exchange its body is a payload with {@code url} and {@code kind}; with the variable
   *     {@code channel}
   */
  public void look(Exchange exchange) {
    Channel channel = exchange.getVariable("channel", Channel.class);
    Map<?, ?> payload = exchange.getMessage().getBody(Map.class);
    // The simulator fetches nothing, and a place has no file.
    boolean file = payload != null && payload.get("url") != null;
    if (payload == null || !file || channel != null && channel.simulated()) {
      return;
    }
    String url = String.valueOf(payload.get("url"));
    String kind = String.valueOf(payload.get("kind"));
    known
        .get(kind + " " + url, key -> trouble(url, kind))
        .ifPresent(why -> exchange.setVariable("outcome", new Outcome.Refused(why)));
  }

  private Optional<String> trouble(String url, String kind) {
    URI address;
    try {
      address = URI.create(url);
    } catch (IllegalArgumentException e) {
      return Optional.of("MEDIA_ADDRESS: o endereço do arquivo não é um endereço da web");
    }
    Server server = Server.of(address);
    if (server != null && trusted.contains(server.host())) {
      return Optional.empty();
    }
    try {
      return http.call(PublicCall.head(address), BRIEF, answer -> trouble(answer, kind));
    } catch (RefusedAddressException e) {
      return Optional.of(
          "MEDIA_ADDRESS: "
              + e.getMessage()
              + ", e o provedor não deve buscar arquivos ali. Publique o arquivo na internet, ou"
              + " libere o servidor em RECADO_MEDIA_HOSTS");
    } catch (IOException e) {
      // The provider may reach a server that the hub does not, or that does not know HEAD.
      log.debug("No answer about a file of {}: {}", server, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<String> trouble(PublicAnswer answer, String kind) {
    long most = LARGEST.getOrDefault(kind, 100 * MB);
    if (!answer.ok()) {
      return Optional.empty();
    }
    if (answer.length() > most) {
      return Optional.of(
          "MEDIA_SIZE: o arquivo tem %s, e o WhatsApp aceita até %s neste tipo (%s)"
              .formatted(megabytes(answer.length()), megabytes(most), kind));
    }
    String type = answer.header("Content-Type");
    boolean page = type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    return page && !kind.equals("document")
        ? Optional.of(
            "MEDIA_TYPE: o endereço entrega uma página (text/html), e não um arquivo do tipo "
                + kind)
        : Optional.empty();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.forLanguageTag("pt-BR"), "%.1f MB", bytes / (double) MB);
  }
}
