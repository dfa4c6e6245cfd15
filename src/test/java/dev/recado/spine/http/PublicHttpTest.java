package dev.recado.spine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.BadServer;
import dev.recado.FileServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers of strangers may try. */
@Timeout(60)
class PublicHttpTest {

  private static final long MB = 1024 * 1024;
  private static final PublicHttp.Limits LIMITS = new PublicHttp.Limits(MB, Duration.ofSeconds(20));
  private static final String SECRET = "very-secret";

  private final FileServer server = new FileServer();
  private final FileServer other = new FileServer();
  private final PublicHttp http = TestPublicHttp.of("files.test", "elsewhere.test");

  @AfterEach
  void close() {
    server.close();
    other.close();
  }

  private static byte[] bytes(PublicAnswer answer) throws IOException {
    try (InputStream body = answer.body()) {
      return body.readAllBytes();
    }
  }

  private byte[] get(String address) throws IOException {
    return http.call(PublicCall.get(URI.create(address)), LIMITS, PublicHttpTest::bytes);
  }

  private String files(String path) {
    return server.url("files.test") + path;
  }

  @Test
  void aFileOfThePublicInternetArrives() throws IOException {
    server.file("/a.jpg", "image/jpeg", new byte[] {1, 2, 3});
    assertThat(get(files("/a.jpg"))).containsExactly(1, 2, 3);
  }

  @Test
  void aNameThatLeadsIntoAPrivateNetworkIsRefusedBeforeAnyConnection() {
    assertThatThrownBy(() -> get(server.url("rebound.test") + "/a.jpg"))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessageContaining("rebound.test está numa rede privada (127.0.0.1)");
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/a",
        "http://localhost:%d/a",
        "http://[::1]:%d/a",
        "http://[::ffff:127.0.0.1]:%d/a",
        "http://[::ffff:10.0.0.1]/a",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/a",
        "http://0.0.0.0:%d/a",
        "http://127.1:%d/a",
        "http://2130706433:%d/a"
      })
  void aPrivateAddressIsRefusedHoweverItIsWritten(String address) {
    server.file("/a", "image/jpeg", new byte[] {1});
    assertThatThrownBy(() -> get(address.formatted(server.port())))
        .isInstanceOf(UnknownHostException.class);
    assertThat(server.asked()).isEmpty();
    server.redirect("/to", address.formatted(other.port()));
    assertThatThrownBy(() -> get(files("/to"))).isInstanceOf(UnknownHostException.class);
    assertThat(other.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/a",
        "file:///etc/passwd",
        "ftp://files.test/a",
        "http:///a"
      })
  void aRedirectThatLeavesTheInternetIsRefused(String to) {
    server.redirect("/a.jpg", to);
    assertThatThrownBy(() -> get(files("/a.jpg"))).isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void theConnectionGoesToTheAddressThatWasChecked() throws IOException {
    TestPublicHttp net = TestPublicHttp.counting("files.test");
    server.file("/a.jpg", "image/jpeg", new byte[] {1});
    net.client().call(PublicCall.get(URI.create(files("/a.jpg"))), LIMITS, PublicHttpTest::bytes);
    assertThat(net.lookups).hasValue(1);
  }

  @Test
  void threeRedirectsAreFollowedAndAFourthIsNot() throws IOException {
    server.file("/0", "image/png", new byte[] {7});
    for (int i = 1; i <= 4; i++) {
      server.redirect("/" + i, "/" + (i - 1));
    }
    assertThat(get(files("/3"))).containsExactly(7);
    assertThatThrownBy(() -> get(files("/4"))).hasMessageContaining("mais de 3 vezes");
  }

  @Test
  void theServerOfTheChannelMayBePrivateButItsRedirectsMayNotGoToOthers() throws IOException {
    server.file("/a", "image/png", new byte[] {7});
    server.redirect("/out", other.url() + "/a");
    other.file("/a", "image/png", new byte[] {9});
    Server own = Server.of(URI.create(server.url()));
    PublicCall call = PublicCall.get(URI.create(server.url() + "/a")).own(own);
    assertThat(http.call(call, LIMITS, PublicHttpTest::bytes)).containsExactly(7);
    PublicCall out = PublicCall.get(URI.create(server.url() + "/out")).own(own);
    assertThatThrownBy(() -> http.call(out, LIMITS, PublicHttpTest::bytes))
        .isInstanceOf(RefusedAddressException.class);
    assertThat(other.asked()).isEmpty();
  }

  @Test
  void aSecretIsShownOnlyToTheServersThatMaySeeItAlsoAfterARedirect() throws IOException {
    server.redirect("/a", other.url("elsewhere.test") + "/b");
    other.file("/b", "image/png", new byte[] {9});
    PublicCall call =
        PublicCall.get(URI.create(files("/a")))
            .bearer(SECRET, asked -> "files.test".equals(asked.getHost()));
    http.call(call, LIMITS, PublicHttpTest::bytes);
    assertThat(server.asked().get(0).headers().getFirst("Authorization"))
        .isEqualTo("Bearer " + SECRET);
    assertThat(other.asked()).hasSize(1);
    assertThat(other.asked().get(0).headers().toString()).doesNotContain(SECRET);
    assertThat(call.toString()).doesNotContain(SECRET);
  }

  @Test
  void aBodyWithoutAnEndIsCutOff() {
    server.endless("/a");
    assertThatThrownBy(() -> get(files("/a")))
        .isInstanceOfSatisfying(
            AnswerLimitException.class, late -> assertThat(late.tooLong()).isTrue());
  }

  @Test
  void aSmallAnswerThatUnpacksToMuchIsCutOff() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 100; i++) {
        out.write(new byte[(int) MB]);
      }
    }
    assertThat(packed.size()).isLessThan((int) MB);
    server.at(
        "/bomb",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, packed.size());
          exchange.getResponseBody().write(packed.toByteArray());
        });
    assertThatThrownBy(() -> get(files("/bomb")))
        .isInstanceOfSatisfying(
            AnswerLimitException.class, late -> assertThat(late.tooLong()).isTrue());
  }

  @Test
  void anAnswerByteByByteIsCutOffWhenTheTimeIsOver() throws IOException {
    try (BadServer slow = new BadServer(BadServer.Answer.DRIP)) {
      PublicCall call =
          PublicCall.get(URI.create(slow.url())).own(Server.of(URI.create(slow.url())));
      PublicHttp.Limits brief = new PublicHttp.Limits(MB, Duration.ofMillis(400));
      assertThatThrownBy(() -> http.call(call, brief, PublicHttpTest::bytes))
          .isInstanceOfSatisfying(
              AnswerLimitException.class, late -> assertThat(late.tooLong()).isFalse());
    }
  }

  @Test
  void aBodyThatEndsBeforeItsLengthIsAFailure() throws IOException {
    try (ServerSocket liar = new ServerSocket(0)) {
      Thread thread =
          new Thread(
              () -> {
                try (var caller = liar.accept()) {
                  caller.getInputStream().read(new byte[4096]);
                  caller
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort".getBytes());
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      thread.start();
      String address = "http://files.test:" + liar.getLocalPort() + "/";
      assertThatThrownBy(() -> get(address)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aReaderThatHasSeenEnoughReadsNothingMore() throws IOException {
    server.endless("/a");
    int status = http.call(PublicCall.get(URI.create(files("/a"))), LIMITS, PublicAnswer::status);
    assertThat(status).isEqualTo(200);
  }
}
