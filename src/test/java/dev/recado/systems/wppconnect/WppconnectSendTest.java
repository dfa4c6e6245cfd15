package dev.recado.systems.wppconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.BadServer;
import dev.recado.SampleShape;
import dev.recado.Samples;
import dev.recado.StubProvider.Got;
import dev.recado.StubWppconnect;
import dev.recado.spine.outbox.Outcome;
import dev.recado.systems.engine.TestConnector;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages through the connector of WPPConnect, and docs/contracts.md#wppconnect-errors. */
class WppconnectSendTest {

  private static final String PHONE = "5521976540001";

  private final StubWppconnect stub = new StubWppconnect();
  private final TestConnector connector = connector(stub.credentials());

  private static TestConnector connector(Map<String, String> credentials) {
    return new TestConnector(
        TestConnector.channel("loja", "wppconnect", credentials),
        channels -> new WppconnectAnswers(new ObjectMapper(), channels));
  }

  @AfterEach
  void stop() {
    connector.close();
    stub.close();
  }

  private Got last() {
    return stub.got().get(stub.got().size() - 1);
  }

  @Test
  void aTextGoesOutAsInTheSampleAndTheAnswerNamesItsIdAndItsChat() {
    Outcome outcome = connector.text("Olá, Maria!");
    JsonNode sample = SampleShape.json(Samples.bytes("wppconnect/request-send-message.json"));
    assertThat(stub.requests()).containsExactly(sample);
    assertThat(outcome).isEqualTo(new Outcome.Done(last().id(), PHONE + "@c.us"));
  }

  @Test
  void theIdOfTheSampledAnswerIsWhatsAppsOwn() {
    stub.refuseNext(201, Samples.bytes("wppconnect/response-201.json"));
    assertThat(connector.text("Olá"))
        .isEqualTo(new Outcome.Done("3EB08A6895830F110A5E4D", PHONE + "@c.us"));
  }

  @Test
  void choicesAreNumbered() {
    Map<String, Object> choice = Map.of("id", "pix", "title", "Pix");
    connector.send(
        "whatsapp-buttons", PHONE, null, Map.of("text", "Como?", "choices", List.of(choice)));
    assertThat(last().text()).startsWith("Como?").contains("1. Pix");
  }

  @ParameterizedTest
  @CsvSource({"image, foto.jpg", "document, boleto.pdf", "video, visita.mp4", "audio, recado.ogg"})
  void aFileGoesByItsAddress(String kind, String filename) {
    Map<String, Object> file = new HashMap<>();
    file.put("kind", kind);
    file.put("url", "https://hub.example.com.br/f/1");
    file.put("mimetype", "application/pdf");
    file.put("filename", filename);
    file.put("caption", "Segue");
    Outcome outcome = connector.send("whatsapp-media", PHONE, null, file);
    assertThat(outcome).isEqualTo(new Outcome.Done(last().id(), PHONE + "@c.us"));
    assertThat(last().kind()).isEqualTo(kind);
    assertThat(last().text()).isEqualTo("Segue");
    assertThat(last().details())
        .containsEntry("url", "https://hub.example.com.br/f/1")
        .containsEntry("filename", filename);
  }

  @Test
  void aPlaceIsAPlace() {
    Map<String, Object> place = new HashMap<>();
    place.put("latitude", new BigDecimal("-22.9068"));
    place.put("longitude", new BigDecimal("-43.1729"));
    place.put("title", null);
    connector.send("whatsapp-location", PHONE, null, place);
    assertThat(last().kind()).isEqualTo("location");
    assertThat(last().details()).containsEntry("latitude", "-22.9068");
    assertThat(stub.requests().get(0).has("title")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "5521976540001, , 5521976540001, false, false",
    "5521976540001, 552176540001@c.us, 552176540001, false, false",
    "123456789012345@lid, , 123456789012345, false, true",
    "120363041234567890@g.us, , 120363041234567890, true, false"
  })
  void theFlagsTellWhatTheAddressIs(
      String address, @Nullable String chatId, String phone, boolean group, boolean lid) {
    connector.send("whatsapp-text", address, chatId, Map.of("text", "oi"));
    JsonNode request = stub.requests().get(0);
    assertThat(request.path("phone").asText()).isEqualTo(phone);
    assertThat(request.path("isGroup").asBoolean()).isEqualTo(group);
    assertThat(request.path("isLid").asBoolean()).isEqualTo(lid);
  }

  @Test
  void aNumberThatIsNotOnWhatsAppIsTriedOnceInItsOtherForm() {
    stub.notOnWhatsApp(PHONE);
    assertThat(connector.text("oi")).isEqualTo(new Outcome.Done(last().id(), "552176540001@c.us"));
    stub.notOnWhatsApp("552176540001");
    assertThat(connector.text("oi").toString()).contains("Refused").contains("NOT_ON_WHATSAPP");
    assertThat(stub.requests()).hasSize(4);
    assertThat(stub.got()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | response-401.json | Blocked | WPPCONNECT_TOKEN",
        "404 | response-404-disconnected.json | Blocked | não está conectada",
        "500 | response-500.json | Unknown | pode ter saído",
        "429 | response-500.json | Retry | 429",
        "503 | response-500.json | Retry | 503",
        "200 | response-generate-token.json | Unknown | WPPCONNECT_URL"
      })
  void eachRowOfTheErrorsHasItsOutcome(int status, String sample, String outcome, String reason) {
    stub.refuseNext(status, Samples.bytes("wppconnect/" + sample));
    Outcome found = connector.text("segredo do cliente");
    assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(found.toString()).contains(reason).doesNotContain("segredo", StubWppconnect.TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | \"Error sending message\" | Refused",
        "404 | <html>Cannot POST /api/loja/send-message</html> | Retry",
        "401 | <html>login</html> | Retry",
        "302 | <html>login</html> | Unknown",
        "200 | <html>ok</html> | Unknown",
        "502 | <html>bad gateway</html> | Unknown",
        "500 | {\"status\":\"Error\",\"error\":{\"code\":\"empty_file\"}} | Refused",
        "201 | {\"status\":\"success\",\"response\":[{\"ack\":1,\"id\":{\"_serialized\":\"true_552176540001@c.us_3EB0AA\"}}]} | Done",
        "201 | {\"status\":\"success\",\"response\":[{\"id\":5}]} | Unknown",
        "201 | {\"status\":\"success\",\"response\":[]} | Unknown",
        "201 | [] | Unknown"
      })
  void otherAnswersOfTheServerOrInItsPlaceAreSorted(int status, String body, String outcome) {
    stub.refuseNext(status, TestConnector.bytes(body));
    assertThat(connector.text("oi").getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @EnumSource
  void noOtherSystemsAnswerCountsAsSent(BadServer.Answer answer) throws IOException {
    try (BadServer server = new BadServer(answer);
        TestConnector bad = connector(at(server.url()))) {
      assertThat(bad.text("oi")).isInstanceOfAny(Outcome.Retry.class, Outcome.Unknown.class);
    }
  }

  private Map<String, String> at(String url) {
    Map<String, String> other = new HashMap<>(stub.credentials());
    other.put("url", url);
    return other;
  }

  @Test
  void aLineThatBreaksAfterTheRequestLeavesADoubtAndOneThatWasNeverThereNone() {
    stub.dropNext();
    assertThat(connector.text("oi")).isInstanceOf(Outcome.Unknown.class);
    assertThat(stub.got()).hasSize(1);
    stub.close();
    assertThat(connector.text("oi")).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void whileTheTokenIsRefusedOneMessageIsTriedFromTimeToTime() {
    stub.key("another");
    assertThat(connector.link().room(7)).isEqualTo(7);
    assertThat(connector.text("oi")).isInstanceOf(Outcome.Blocked.class);
    assertThat(connector.link().room(7)).isZero();
    assertThat(connector.link().trouble()).contains("WPPCONNECT_TOKEN");
    stub.key(StubWppconnect.TOKEN);
    assertThat(connector.text("oi")).isInstanceOf(Outcome.Done.class);
    assertThat(connector.link().room(7)).isEqualTo(7);
    assertThat(connector.link().trouble()).isNull();
  }

  @Test
  void theTokenMayBeCopiedWithTheNameOfItsSessionAndStaysOutOfTheMessage() {
    Map<String, String> full = new HashMap<>(stub.credentials());
    full.put("token", StubWppconnect.SESSION + ":" + StubWppconnect.TOKEN);
    try (TestConnector other = connector(full)) {
      Exchange sent = other.exchange("whatsapp-text", PHONE, null, Map.of("text", "oi"));
      assertThat(sent.getVariable("outcome")).isInstanceOf(Outcome.Done.class);
      assertThat(sent.getMessage().getHeaders().toString()).doesNotContain(StubWppconnect.TOKEN);
      assertThat(sent.getVariables().toString()).doesNotContain(StubWppconnect.TOKEN);
    }
  }
}
