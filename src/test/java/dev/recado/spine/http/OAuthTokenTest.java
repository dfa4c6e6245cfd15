package dev.recado.spine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many flows that need one token at the same time. */
class OAuthTokenTest {

  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/token",
        exchange -> {
          requests.incrementAndGet();
          hold();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
  }

  private void hold() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void flowsThatWaitedForARefusalAreRefusedWithIt() throws Exception {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    OAuthToken token =
        new OAuthToken(
            "erp", new HttpSettings.OAuth(url, "id", "secret", null, "header"), Clock.systemUTC());
    ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
    List<Thread> flows =
        Stream.generate(() -> new Thread(() -> ask(token, refused))).limit(5).toList();
    flows.forEach(Thread::start);
    await().atMost(Duration.ofSeconds(20)).until(() -> requests.get() == 1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                flows.stream().filter(flow -> flow.getState() == Thread.State.WAITING).count()
                    >= 4);
    answer.countDown();
    for (Thread flow : flows) {
      flow.join();
    }
    assertThat(refused).hasSize(5).allMatch(why -> why.contains("503"));
    assertThat(requests).hasValue(1);

    ask(token, refused);
    assertThat(requests).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000000000000000000",
        "99999999999999999999999",
        "1e40",
        "\"1000000000000000000\"",
        "-1000000000000000000"
      })
  void aTokenOfAnAbsurdLengthIsUsed(String seconds) throws IOException {
    server.createContext(
        "/long",
        exchange -> {
          byte[] json =
              "{\"access_token\": \"one\", \"expires_in\": %s}".formatted(seconds).getBytes();
          exchange.sendResponseHeaders(200, json.length);
          exchange.getResponseBody().write(json);
          exchange.close();
        });
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/long";
    OAuthToken token =
        new OAuthToken(
            "erp", new HttpSettings.OAuth(url, "id", "secret", null, "header"), Clock.systemUTC());
    assertThat(token.current()).isEqualTo("one");
  }

  private static void ask(OAuthToken token, ConcurrentLinkedQueue<String> refused) {
    try {
      token.current();
    } catch (IOException e) {
      refused.add(String.valueOf(e.getMessage()));
    }
  }
}
