package dev.recado.chat.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.recado.FileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket of a server that speaks a little of Amazon's API. */
class BucketStoreTest extends MediaStoreContract {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final FileServer s3 = new FileServer();
  private final CamelContext camel = new DefaultCamelContext();
  private BucketStore store;

  @BeforeEach
  void start() {
    camel.start();
    store =
        new BucketStore(
            camel, new MediaSettings.S3("loja", "sa-east-1", s3.url(), "AKIA1", "segredo"));
  }

  @AfterEach
  void stop() {
    camel.stop();
    s3.close();
  }

  @Override
  MediaStore store() {
    return store;
  }

  @Override
  UUID known() {
    UUID id = UUID.randomUUID();
    String path = "/loja/media/" + id;
    s3.at(path, exchange -> serve(path, exchange));
    return id;
  }

  private void serve(String path, HttpExchange exchange) throws IOException {
    byte[] object = objects.get(path);
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        objects.put(path, s3.asked().get(s3.asked().size() - 1).bytes());
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, -1);
      }
      case "DELETE" -> {
        objects.remove(path);
        exchange.sendResponseHeaders(204, -1);
      }
      default -> get(object, exchange);
    }
  }

  private static void get(byte @Nullable [] object, HttpExchange exchange) throws IOException {
    if (object == null) {
      byte[] error = TestFiles.text("<Error><Code>NoSuchKey</Code><Message>no</Message></Error>");
      exchange.sendResponseHeaders(404, error.length);
      exchange.getResponseBody().write(error);
      return;
    }
    String[] range =
        exchange.getRequestHeaders().getFirst("Range").replace("bytes=", "").split("-");
    byte[] part =
        Arrays.copyOfRange(object, Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1);
    exchange.sendResponseHeaders(206, part.length);
    exchange.getResponseBody().write(part);
  }

  @Test
  void aFileIsSignedAndSentPlainWithItsType() throws IOException {
    UUID id = known();
    Path file = Files.write(temporary.resolve("a"), TestFiles.jpeg());
    store.put(id, file, TestFiles.jpeg().length, "image/jpeg");
    // Before, Camel looks once whether the bucket is there.
    FileServer.Asked asked = s3.asked().get(1);
    assertThat(asked.method()).isEqualTo("PUT");
    assertThat(asked.bytes()).isEqualTo(TestFiles.jpeg());
    assertThat(asked.headers().getFirst("Content-Type")).isEqualTo("image/jpeg");
    assertThat(asked.headers().getFirst("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIA1/")
        .contains("/sa-east-1/s3/");
  }

  @Test
  void aBucketThatDoesNotAnswerIsAFailureWithoutTheKey() throws IOException {
    Path file = Files.write(temporary.resolve("a"), new byte[] {1});
    s3.close();
    assertThatThrownBy(() -> store.put(UUID.randomUUID(), file, 1, "image/jpeg"))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("segredo");
  }
}
