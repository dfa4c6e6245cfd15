package dev.recado.spine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.FileServer;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.outbox.Outcome;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaCheckTest {

  private static final long MB = 1024 * 1024;

  private final FileServer server = new FileServer();
  private final MediaCheck check = new MediaCheck(TestPublicHttp.of("files.test"), Set.of("Odoo"));

  @AfterEach
  void close() {
    server.close();
  }

  private @Nullable String refusal(String kind, String url, boolean simulated) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(
        "channel", Channel.ofSettings("waha", "WAHA", Map.of(), Map.of(), simulated));
    exchange.getMessage().setBody(Map.of("kind", kind, "url", url));
    check.look(exchange);
    Outcome.Refused refused = exchange.getVariable("outcome", Outcome.Refused.class);
    return refused == null ? null : refused.reason();
  }

  private @Nullable String refusal(String kind, String url) {
    return refusal(kind, url, false);
  }

  private void announce(String type, long length) {
    server.at(
        "/a",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.getResponseHeaders().add("Content-Length", Long.toString(length));
          exchange.sendResponseHeaders(200, -1);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/a",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/a",
        "http://inside.test/a",
        "ftp://files.test/a",
        "file:///etc/passwd",
        "boleto.pdf",
        "not an address"
      })
  void anAddressThatAProviderMustNotFetchIsRefused(String url) {
    assertThat(refusal("document", url)).startsWith("MEDIA_ADDRESS: ");
  }

  @Test
  void aRedirectIntoThePrivateNetworkIsRefused() {
    server.redirect("/a", "http://10.0.0.1/a");
    assertThat(refusal("document", server.url("files.test") + "/a"))
        .startsWith("MEDIA_ADDRESS: o servidor 10.0.0.1 está numa rede privada (10.0.0.1)");
  }

  @ParameterizedTest
  @CsvSource({"image, 5", "audio, 16", "video, 16", "document, 100"})
  void aFileThatWhatsAppDropsIsRefusedWithTheSizes(String kind, int most) {
    String url = server.url("files.test") + "/a";
    announce("application/octet-stream", most * MB + MB / 2);
    assertThat(refusal(kind, url))
        .isEqualTo(
            "MEDIA_SIZE: o arquivo tem %d,5 MB, e o WhatsApp aceita até %d,0 MB neste tipo (%s)"
                .formatted(most, most, kind));
  }

  @Test
  void aFileOfTheGreatestSizeGoesOn() {
    announce("image/jpeg", 5 * MB);
    assertThat(refusal("image", server.url("files.test") + "/a")).isNull();
  }

  @Test
  void aPageIsNoPicture() {
    announce("text/html; charset=utf-8", 100);
    assertThat(refusal("image", server.url("files.test") + "/a")).startsWith("MEDIA_TYPE: ");
    assertThat(refusal("document", server.url("files.test") + "/a")).isNull();
  }

  @Test
  void aServerThatDoesNotKnowHeadGoesOn() {
    server.at("/a", exchange -> exchange.sendResponseHeaders(405, -1));
    assertThat(refusal("image", server.url("files.test") + "/a")).isNull();
    assertThat(refusal("image", "http://no-such-host.invalid/a")).isNull();
  }

  @Test
  void aServerThatTheOperatorTrustsIsNotAsked() {
    assertThat(refusal("document", "http://odoo:8069/a.pdf")).isNull();
  }

  @Test
  void theSimulatorFetchesNothing() {
    assertThat(refusal("document", "http://127.0.0.1/a", true)).isNull();
  }

  @Test
  void aCampaignAsksOnce() {
    announce("application/pdf", 100);
    for (int i = 0; i < 5; i++) {
      assertThat(refusal("document", server.url("files.test") + "/a")).isNull();
    }
    assertThat(server.asked()).hasSize(1);
    assertThat(server.asked().get(0).method()).isEqualTo("HEAD");
  }
}
