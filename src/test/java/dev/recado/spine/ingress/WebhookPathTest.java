package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** The address that a sender has called, which some senders sign. */
class WebhookPathTest {

  private static MockHttpServletRequest called(String path) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setScheme("https");
    request.setServerName("hub.example.com.br");
    request.setServerPort(443);
    return request;
  }

  @Test
  void nothingOfTheAddressIsDecoded() {
    MockHttpServletRequest request = called("/webhooks/twilio/a%20b");
    request.setQueryString("x=%C3%A9+1&y");
    assertThat(WebhookPath.url(request))
        .isEqualTo("https://hub.example.com.br/webhooks/twilio/a%20b?x=%C3%A9+1&y");
  }

  @Test
  void onlyAnUnusualPortIsWritten() {
    MockHttpServletRequest request = called("/webhooks/twilio");
    request.setServerPort(8443);
    assertThat(WebhookPath.url(request))
        .isEqualTo("https://hub.example.com.br:8443/webhooks/twilio");
  }

  @Test
  void aSlashThatAFilterHasRemovedIsStillThere() {
    HttpServletRequest filtered =
        new HttpServletRequestWrapper(called("/webhooks/twilio/")) {
          @Override
          public StringBuffer getRequestURL() {
            return new StringBuffer("https://hub.example.com.br/webhooks/twilio");
          }
        };
    assertThat(WebhookPath.url(filtered)).isEqualTo("https://hub.example.com.br/webhooks/twilio/");
  }
}
