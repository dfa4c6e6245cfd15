package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.web.ProblemAnswer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a browser may do with a hub that trusts its own machine. */
class SameMachineTest {

  private static final String WEBHOOK = "/webhooks/odoo/dev";
  private static final String CHAT = "/simulator/phones/5511987654321/messages";

  @Test
  void aProgramMayUseTheHub() throws Exception {
    assertThat(status(true, post(WEBHOOK))).isEqualTo(200);
    assertThat(status(true, get(CHAT))).isEqualTo(200);
  }

  @Test
  void aSenderWithoutAKeyMustBeAProgramOnThisMachine() throws Exception {
    for (String path : new String[] {"/webhooks/waha", "/webhook/waha"}) {
      assertThat(status(false, post(path))).isEqualTo(200);
      MockHttpServletRequest page = post(path);
      page.addHeader("Origin", "https://evil.example");
      assertThat(status(false, page)).as(path).isEqualTo(403);
      MockHttpServletRequest proxied = post(path);
      proxied.addHeader("X-Forwarded-For", "203.0.113.7");
      assertThat(status(false, proxied)).as(path).isEqualTo(403);
    }
    MockHttpServletRequest proved = post("/webhooks/odoo/token");
    proved.addHeader("X-Forwarded-For", "203.0.113.7");
    assertThat(status(false, proved)).isEqualTo(200);
  }

  @Test
  void theHubsOwnPagesMayUseTheHub() throws Exception {
    MockHttpServletRequest request = post("/auth/login");
    request.addHeader("Origin", "http://127.0.0.1:8080");
    request.addHeader("Sec-Fetch-Site", "same-origin");
    assertThat(status(true, request)).isEqualTo(200);
  }

  @Test
  void aPageOfAnotherSiteMayNotPost() throws Exception {
    for (String origin : new String[] {"https://evil.example", "null", "http://127.0.0.1:3000"}) {
      MockHttpServletRequest request = post(WEBHOOK);
      request.addHeader("Origin", origin);
      assertThat(status(true, request)).as(origin).isEqualTo(403);
    }
    for (String site : new String[] {"cross-site", "same-site"}) {
      MockHttpServletRequest request = post(WEBHOOK);
      request.addHeader("Sec-Fetch-Site", site);
      assertThat(status(true, request)).as(site).isEqualTo(403);
    }
  }

  @Test
  void aPageOfAnotherSiteMayNotReadTheSimulator() throws Exception {
    MockHttpServletRequest request = get(CHAT);
    request.addHeader("Sec-Fetch-Site", "cross-site");
    assertThat(status(true, request)).isEqualTo(403);
    assertThat(status(false, request)).isEqualTo(403);
  }

  @Test
  void aForeignHostNameThatResolvesToThisMachineIsRefused() throws Exception {
    MockHttpServletRequest request = get("/version");
    request.setServerName("rebound.example");
    assertThat(status(true, request)).isEqualTo(403);
    assertThat(status(false, request)).as("with secrets of its own").isEqualTo(200);
  }

  @Test
  void aCallerBehindAProxyIsOnAnotherMachine() throws Exception {
    for (String header : new String[] {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"}) {
      MockHttpServletRequest request = get(CHAT);
      request.addHeader(header, "127.0.0.1");
      assertThat(status(false, request)).as(header).isEqualTo(403);
      request.setRequestURI("/version");
      assertThat(status(true, request)).as(header).isEqualTo(403);
      assertThat(status(false, request)).as("with secrets of its own").isEqualTo(200);
    }
    MockHttpServletRequest trusted = get(CHAT);
    trusted.setRemoteAddr("203.0.113.9");
    assertThat(status(false, trusted)).isEqualTo(403);
  }

  @Test
  void aPageThatASettingNamesMayPostItsForm() throws Exception {
    MockHttpServletRequest form = post("/webhooks/form/dev");
    form.addHeader("Origin", "https://loja.example");
    form.addHeader("Sec-Fetch-Site", "cross-site");
    assertThat(status(true, form)).isEqualTo(200);
    MockHttpServletRequest other = post("/webhooks/odoo/dev");
    other.addHeader("Origin", "https://loja.example");
    assertThat(status(true, other)).isEqualTo(403);
  }

  @Test
  void theRefusalSaysWhatItProtectsAndWhatToDo() throws Exception {
    MockHttpServletRequest request = get(CHAT);
    request.setServerName("hub.example");
    assertThat(answer(false, request).getContentAsString()).contains("The simulator", "WAHA_URL");
    assertThat(answer(true, request).getContentAsString()).contains("development secrets");
  }

  private static MockHttpServletRequest post(String path) {
    return request("POST", path);
  }

  private static MockHttpServletRequest get(String path) {
    return request("GET", path);
  }

  private static MockHttpServletRequest request(String method, String path) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServerName("127.0.0.1");
    request.setServerPort(8080);
    return request;
  }

  private static int status(boolean everywhere, MockHttpServletRequest request) throws Exception {
    return answer(everywhere, request).getStatus();
  }

  private static MockHttpServletResponse answer(boolean everywhere, MockHttpServletRequest request)
      throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new SameMachine(
            everywhere,
            Set.of("waha"),
            new ProblemAnswer(new ObjectMapper()),
            (path, origin) ->
                path.startsWith("/webhooks/form/") && origin.equals("https://loja.example"))
        .doFilter(request, response, new MockFilterChain());
    return response;
  }
}
