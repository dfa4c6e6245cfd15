package dev.recado.systems.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.BadServer;
import dev.recado.SampleShape;
import dev.recado.Samples;
import dev.recado.StubEvolution;
import dev.recado.StubProvider.Got;
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

/** Messages through the connector of Evolution, and docs/contracts.md#evolution-errors. */
class EvolutionSendTest {

  private static final String PHONE = "5521976540001";

  private final StubEvolution stub = new StubEvolution();
  private final TestConnector connector = connector(stub.credentials());

  private static TestConnector connector(Map<String, String> credentials) {
    return new TestConnector(
        TestConnector.channel("loja", "evolution", credentials),
        channels -> new EvolutionAnswers(new ObjectMapper(), channels));
  }

  @AfterEach
  void stop() {
    connector.close();
    stub.close();
  }

  private Got last() {
    return stub.got().get(stub.got().size() - 1);
  }

  private Outcome text(String address, @Nullable String chatId) {
    return connector.send("whatsapp-text", address, chatId, Map.of("text", "oi"));
  }

  @Test
  void aTextGoesOutAsInTheSampleAndTheAnswerNamesItsIdAndItsChat() {
    Outcome outcome = connector.text("Olá, Maria!");
    JsonNode sample = SampleShape.json(Samples.bytes("evolution/request-sendText.json"));
    assertThat(stub.requests()).containsExactly(sample);
    assertThat(outcome).isEqualTo(new Outcome.Done(last().id(), PHONE + "@s.whatsapp.net"));
  }

  @Test
  void theIdOfTheSampledAnswerIsWhatsAppsOwn() {
    stub.refuseNext(201, Samples.bytes("evolution/response-201.json"));
    assertThat(connector.text("Olá"))
        .isEqualTo(new Outcome.Done("3EB08A6895830F110A5E4D", PHONE + "@s.whatsapp.net"));
  }

  @Test
  void theChatWithoutTheNinthDigitIsRememberedAndUsedAsItIs() {
    Outcome outcome = text("5585991230001", null);
    assertThat(outcome).isEqualTo(new Outcome.Done(last().id(), "558591230001@s.whatsapp.net"));
    text("5585991230001", "558591230001@s.whatsapp.net");
    assertThat(last().to()).isEqualTo("558591230001@s.whatsapp.net");
    text("5585991230001", "5585991230001@c.us");
    assertThat(last().to()).isEqualTo("5585991230001@s.whatsapp.net");
  }

  @Test
  void aNumberThatIsNotOnWhatsAppIsTriedOnceInTheFormThatEvolutionDidNotTry() {
    stub.notOnWhatsApp("558591230001");
    assertThat(text("5585991230001", null))
        .isEqualTo(new Outcome.Done(last().id(), "5585991230001@s.whatsapp.net"));
    stub.notOnWhatsApp("5585991230001");
    assertThat(text("5585991230001", null).toString()).contains("Refused", "NOT_ON_WHATSAPP");
    assertThat(stub.requests()).hasSize(4);
    assertThat(stub.got()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012345@lid, 123456789012345@lid",
    "120363041234567890@g.us, 120363041234567890@g.us"
  })
  void anAddressThatIsAChatIdIsTakenAsItIs(String address, String number) {
    text(address, null);
    assertThat(stub.requests().get(0).path("number").asText()).isEqualTo(number);
  }

  @Test
  void choicesAreNumbered() {
    Map<String, Object> choice = Map.of("id", "pix", "title", "Pix");
    connector.send(
        "whatsapp-list", PHONE, null, Map.of("text", "Como?", "choices", List.of(choice)));
    assertThat(last().text()).startsWith("Como?").contains("1. Pix");
  }

  @ParameterizedTest
  @CsvSource({"image", "document", "video", "audio"})
  void aFileGoesByItsAddress(String kind) {
    Map<String, Object> file = new HashMap<>();
    file.put("kind", kind);
    file.put("url", "https://hub.example.com.br/f/1");
    file.put("mimetype", "application/pdf");
    file.put("filename", "boleto.pdf");
    file.put("caption", "Segue");
    Outcome outcome = connector.send("whatsapp-media", PHONE, null, file);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(last().kind()).isEqualTo(kind);
    assertThat(last().text()).isEqualTo("Segue");
    assertThat(last().details()).containsEntry("filename", "boleto.pdf");
  }

  @Test
  void aPlaceHasANameAndAnAddressBecauseEvolutionInsists() {
    Map<String, Object> place = new HashMap<>();
    place.put("latitude", new BigDecimal("-22.9068"));
    place.put("longitude", new BigDecimal("-43.1729"));
    place.put("title", null);
    connector.send("whatsapp-location", PHONE, null, place);
    assertThat(last().details()).containsEntry("latitude", new BigDecimal("-22.9068"));
    assertThat(stub.requests().get(0).path("name").asText()).isNotEmpty();
    assertThat(stub.requests().get(0).path("address").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | response-401.json | Blocked | EVOLUTION_API_KEY",
        "404 | response-404-instance.json | Blocked | EVOLUTION_INSTANCE",
        "429 | response-401.json | Retry | 429",
        "503 | response-401.json | Retry | 503",
        "200 | response-401.json | Unknown | EVOLUTION_URL"
      })
  void eachRowOfTheErrorsHasItsOutcome(int status, String sample, String outcome, String reason) {
    stub.refuseNext(status, Samples.bytes("evolution/" + sample));
    Outcome found = connector.text("segredo do cliente");
    assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(found.toString()).contains(reason).doesNotContain("segredo", StubEvolution.KEY);
  }

  /** The message of an error is a text, a list of texts, or a list of objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | \"Connection Closed\" | Blocked",
        "400 | [\"Error: Connection Closed\"] | Blocked",
        "500 | \"Cannot read properties of undefined (reading 'textMessage')\" | Blocked",
        "400 | [[\"requires property \\\"text\\\"\"]] | Refused",
        "400 | [\"Text is required\"] | Refused",
        "400 | [\"Error: Timed Out\"] | Unknown",
        "400 | [\"PrismaClientKnownRequestError: \\nInvalid\"] | Unknown",
        "400 | [\"[object Object]\"] | Unknown",
        "400 | [{\"jid\":\"1@s.whatsapp.net\",\"exists\":false,\"number\":\"1\"}] | Done",
        "500 | [\"AxiosError: Request failed with status code 404\"] | Refused",
        "500 | \"Internal Server Error\" | Unknown",
        "500 | {\"a\":1} | Unknown",
        "404 | [\"Cannot POST /message/sendText/loja\"] | Blocked"
      })
  void theMessageOfAnErrorDecides(int status, String message, String outcome) {
    String body = "{\"status\":%d,\"error\":\"x\",\"response\":{\"message\":%s}}";
    stub.refuseNext(status, TestConnector.bytes(body.formatted(status, message)));
    assertThat(connector.text("oi").getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | <html>nginx</html> | Retry",
        "401 | <html>login</html> | Retry",
        "502 | <html>bad gateway</html> | Unknown",
        "200 | <html>ok</html> | Unknown",
        "201 | {\"key\":{\"id\":5}} | Unknown",
        "201 | {\"key\":{}} | Unknown",
        "201 | [] | Unknown",
        "201 | {\"key\":{\"id\":\"3EB0A\",\"remoteJid\":\"999@lid\"}} | Done"
      })
  void answersOfOtherSystemsAreSorted(int status, String body, String outcome) {
    stub.refuseNext(status, TestConnector.bytes(body));
    assertThat(connector.text("oi").getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @EnumSource
  void noOtherSystemsAnswerCountsAsSent(BadServer.Answer answer) throws IOException {
    Map<String, String> other = new HashMap<>(stub.credentials());
    try (BadServer server = new BadServer(answer)) {
      other.put("url", server.url());
      try (TestConnector bad = connector(other)) {
        assertThat(bad.text("oi")).isInstanceOfAny(Outcome.Retry.class, Outcome.Unknown.class);
      }
    }
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
  void whileTheInstanceIsNotConnectedOneMessageIsTriedFromTimeToTime() {
    stub.connected(false);
    assertThat(connector.text("oi")).isInstanceOf(Outcome.Blocked.class);
    assertThat(connector.link().room(7)).isZero();
    assertThat(connector.link().trouble()).contains("QR code");
    stub.connected(true);
    assertThat(connector.text("oi")).isInstanceOf(Outcome.Done.class);
    assertThat(connector.link().room(7)).isEqualTo(7);
  }

  @Test
  void theKeyStaysOutOfTheMessage() {
    Exchange sent = connector.exchange("whatsapp-text", PHONE, null, Map.of("text", "oi"));
    assertThat(sent.getVariable("outcome")).isInstanceOf(Outcome.Done.class);
    assertThat(sent.getMessage().getHeaders().toString()).doesNotContain(StubEvolution.KEY);
    assertThat(sent.getVariables().toString()).doesNotContain(StubEvolution.KEY);
  }
}
