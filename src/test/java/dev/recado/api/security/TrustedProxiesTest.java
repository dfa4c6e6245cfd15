package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.ground.process.StartupProblem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which caller a chain of proxies speaks for. */
class TrustedProxiesTest {

  private final TrustedProxies proxies = new TrustedProxies("10.0.0.0/8, 192.0.2.1 ,fd00::/8");

  @Test
  void theRightmostAddressThatIsNotAProxyIsTheCaller() {
    assertThat(proxies.caller(List.of("198.51.100.7", "203.0.113.9", "10.1.2.3")))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void anIpv6ProxyIsSkipped() {
    assertThat(proxies.caller(List.of("2001:db8::5", "fd00::1"))).isEqualTo("2001:db8::5");
  }

  @Test
  void aTextThatIsNoAddressIsNotBelieved() {
    assertThat(proxies.caller(List.of("203.0.113.9", "unknown", "10.1.2.3"))).isEqualTo("10.1.2.3");
    assertThat(proxies.caller(List.of("evil.example"))).isNull();
  }

  @Test
  void aPortAfterTheAddressIsNotPartOfIt() {
    assertThat(
            TrustedProxies.hops(
                List.of("203.0.113.9:4711, [2001:db8::7]:99", "[2001:db8::8],2001:db8::9, x:1")))
        .containsExactly("203.0.113.9", "2001:db8::7", "2001:db8::8", "2001:db8::9", "x:1");
  }

  /**
   * Webhooks are worked on after the container has let go of the request; some sign the address.
   */
  private static final class LateAddress extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext async = request.startAsync();
      CountDownLatch left = new CountDownLatch(1);
      request.setAttribute("left", left);
      async.start(
          () -> {
            try {
              left.await();
              response.getWriter().print(request.getRequestURL());
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            } finally {
              async.complete();
            }
          });
    }
  }

  /** Lets the servlet's thread go on once the valve has returned. */
  private static final class Left extends ValveBase {

    Left() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      getNext().invoke(request, response);
      ((CountDownLatch) request.getAttribute("left")).countDown();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, https, hub.example.com.br, https://hub.example.com.br/webhooks/x",
    "127.0.0.1, https, hub.example.com.br:8443, https://hub.example.com.br:8443/webhooks/x",
    "127.0.0.1, http, hub.example.com.br, http://hub.example.com.br/webhooks/x",
    "10.0.0.0/8, https, hub.example.com.br, http://127.0.0.1:PORT/webhooks/x"
  })
  void theAddressThatWasCalledIsTheOneOfATrustedProxy(
      String trusted, String scheme, String host, String called, @TempDir Path folder)
      throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "late", new LateAddress()).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "late");
    tomcat.getEngine().getPipeline().addValve(new Left());
    tomcat.getEngine().getPipeline().addValve(new TrustedProxies(trusted));
    tomcat.start();
    try {
      int port = tomcat.getConnector().getLocalPort();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/x"))
              .header("X-Forwarded-For", "203.0.113.9")
              .header("X-Forwarded-Proto", scheme)
              .header("X-Forwarded-Host", host)
              .build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
          .isEqualTo(called.replace("PORT", String.valueOf(port)));
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void anInvalidSettingStopsTheStart() {
    assertThatThrownBy(() -> new TrustedProxies("10.0.0.0/8, proxy.example"))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("TRUSTED_PROXIES");
    assertThatThrownBy(() -> new TrustedProxies("10.0.0")).isInstanceOf(StartupProblem.class);
    assertThatThrownBy(() -> new TrustedProxies("1")).isInstanceOf(StartupProblem.class);
    assertThatThrownBy(() -> new TrustedProxies("10.0.0.0/99")).isInstanceOf(StartupProblem.class);
    assertThatThrownBy(() -> new TrustedProxies("10.0.0.0/x")).isInstanceOf(StartupProblem.class);
  }
}
