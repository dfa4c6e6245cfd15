package dev.recado.systems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.Samples;
import dev.recado.ground.web.Refusal;
import dev.recado.systems.simulator.PhonesRig.Posted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** The phones of Meta's side: what the hub sends, what it is told, and what it can fetch. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedMetaTest {

  private static final String BUTTONS =
      """
      {"messaging_product": "whatsapp", "to": "%s", "type": "interactive", "interactive": {
        "type": "button", "body": {"text": "Como prefere pagar?"}, "action": {"buttons": [
          {"type": "reply", "reply": {"id": "btn_pix", "title": "Pix"}},
          {"type": "reply", "reply": {"id": "btn_boleto", "title": "Boleto"}}]}}}
      """;

  private PhonesRig rig;

  @BeforeAll
  void start() {
    rig = new PhonesRig();
  }

  @AfterAll
  void stop() throws IOException {
    rig.close();
  }

  private static String text(String to, String text) {
    return """
        {"messaging_product": "whatsapp", "to": "%s", "text": {"body": "%s"}}"""
        .formatted(to, text);
  }

  private PhoneController.Written hello(String phone) throws IOException {
    return rig.write(phone, "{\"text\": \"Oi\", \"channel\": \"meta\", \"name\": \"Maria\"}");
  }

  private String accepted(String body) throws IOException {
    MockHttpServletResponse answer = rig.graph(body);
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
    return PhonesRig.JSON.readTree(answer.getContentAsString()).at("/messages/0/id").asText();
  }

  private Posted received(String id) {
    return await()
        .until(
            () ->
                rig.posted.stream()
                    .filter(one -> one.value().at("/messages/0/id").asText().equals(id))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private JsonNode line(String phone, String id) {
    return rig.chat(phone).stream()
        .filter(line -> line.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCustomersTextReachesTheHubAsASignedWebhook() throws IOException {
    PhoneController.Written written = hello("5521976540101");
    Posted webhook = received(written.id());
    assertThat(webhook.path()).isEqualTo("/webhooks/meta");
    assertThat(webhook.signed()).isTrue();
    assertThat(webhook.value().at("/metadata/phone_number_id").asText())
        .isEqualTo(PhonesRig.NUMBER);
    assertThat(webhook.value().at("/messages/0/from").asText()).isEqualTo("5521976540101");
    assertThat(written.id()).startsWith("wamid.HBgN");
    assertThat(written.channel()).isEqualTo("meta");
  }

  @Test
  void aMessageWithinTheWindowIsSentDeliveredAndRead() throws IOException {
    hello("5521976540102");
    String body = text("+55 (21) 97654-0102", "Olá").replace("}}", "}, \"x\": 1}");
    String id = accepted(body.replace("\"x\": 1", "\"biz_opaque_callback_data\": \"outbox:1\""));
    await().until(() -> rig.states(id).equals(List.of("sent", "delivered")));
    assertThat(line("5521976540102", id).get("text").asText()).isEqualTo("Olá");
    await().until(() -> rig.states(id).equals(List.of("sent", "delivered", "read")));
    assertThat(line("5521976540102", id).get("ack").asInt()).isEqualTo(3);
    assertThat(rig.posted)
        .filteredOn(one -> one.value().at("/statuses/0/id").asText().equals(id))
        .allSatisfy(
            one ->
                assertThat(one.value().at("/statuses/0/biz_opaque_callback_data").asText())
                    .isEqualTo("outbox:1"));
  }

  @Test
  void outsideTheWindowOnlyATemplateArrives() throws IOException {
    hello("5521976540103");
    rig.clock.tick(Duration.ofHours(24));
    String late = accepted(text("5521976540103", "Oi?"));
    String template =
        accepted(
            new String(Samples.bytes("meta/request-template.json"), StandardCharsets.UTF_8)
                .replace("5521976540001", "5521976540103"));
    await().until(() -> rig.states(late).equals(List.of("failed")));
    await().until(() -> rig.states(template).equals(List.of("sent", "delivered")));
    assertThat(line("5521976540103", late).get("ack").asInt()).isEqualTo(-1);
    assertThat(line("5521976540103", late).get("error").asInt()).isEqualTo(131047);
    JsonNode shown = line("5521976540103", template);
    assertThat(shown.get("kind").asText()).isEqualTo("template");
    assertThat(shown.at("/template/name").asText()).isEqualTo("lembrete_vencimento");
    assertThat(shown.at("/template/values")).extracting(JsonNode::asText).contains("R$ 41,00");
    // Looking at the phone does not make a message read that never reached it.
    assertThat(line("5521976540103", late).get("ack").asInt()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5521976540000", "5520123"})
  void whoIsNotOnWhatsAppIsToldLater(String phone) throws IOException {
    String id = accepted(text(phone, "Olá"));
    await().until(() -> rig.states(id).equals(List.of("failed")));
    assertThat(rig.posted)
        .anySatisfy(
            one -> {
              assertThat(one.value().at("/statuses/0/id").asText()).isEqualTo(id);
              assertThat(one.value().at("/statuses/0/errors/0/code").asInt()).isEqualTo(131026);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nothing|100",
        "[]|100",
        "{\"to\": \"5521976540104\", \"text\": {\"body\": \"a\"}}|100",
        "{\"messaging_product\": \"whatsapp\", \"text\": {\"body\": \"a\"}}|100",
        "{\"messaging_product\": \"whatsapp\", \"to\": \"Maria\", \"text\": {\"body\": \"a\"}}|100",
        "{\"messaging_product\": \"whatsapp\", \"to\": \"5521976540104\", \"text\": {}}|100",
        "{\"messaging_product\": \"whatsapp\", \"to\": \"5521976540104\", \"type\": \"fax\"}|100",
        "{\"messaging_product\": \"whatsapp\", \"to\": \"5521976540104\", \"type\": \"audio\", \"audio\": {\"link\": \"https://a.example/b\", \"caption\": \"x\"}}|100",
        "{\"messaging_product\": \"whatsapp\", \"to\": \"5521976540104\", \"type\": \"image\", \"image\": {\"link\": \"file:///etc\"}}|100",
        "{\"messaging_product\": \"whatsapp\", \"to\": \"5521976540104\", \"type\": \"location\", \"location\": {\"latitude\": 91, \"longitude\": 1}}|131009",
        "{\"messaging_product\": \"whatsapp\", \"to\": \"5521976540104\", \"type\": \"template\", \"template\": {\"name\": \"a b\", \"language\": {\"code\": \"pt_BR\"}}}|131009",
        "{\"messaging_product\": \"whatsapp\", \"to\": \"5521976540104\", \"type\": \"template\", \"template\": {\"name\": \"a\", \"language\": {\"code\": \"pt_BR\"}, \"components\": [{\"type\": \"body\", \"parameters\": [{\"type\": \"text\", \"text\": \"a\\nb\"}]}]}}|132012",
        "{\"messaging_product\": \"whatsapp\", \"status\": \"read\", \"message_id\": \"wamid.none\"}|100",
      })
  void whatMetaRefusesIsRefusedWithItsCode(String body, int code) throws IOException {
    MockHttpServletResponse answer = rig.graph(body);
    assertThat(answer.getStatus()).isEqualTo(400);
    JsonNode error = PhonesRig.JSON.readTree(answer.getContentAsString()).get("error");
    assertThat(error.get("code").asInt()).isEqualTo(code);
    assertThat(error.get("type").asText()).isEqualTo("OAuthException");
    assertThat(error.has("fbtrace_id")).isTrue();
    assertThat(rig.chat("5521976540104")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Pix, 21 characters is over",
    "btn_pix, btn_boleto",
  })
  void buttonsBeyondTheLimitsAreRefused(String from, String to) throws IOException {
    MockHttpServletResponse answer =
        rig.graph(BUTTONS.formatted("5521976540105").replaceFirst(from, to));
    assertThat(PhonesRig.JSON.readTree(answer.getContentAsString()).at("/error/code").asInt())
        .isEqualTo(131009);
  }

  @Test
  void aWrongTokenOrNoneIsRefused() throws IOException {
    String path = "/simulator/graph/v23.0/" + PhonesRig.NUMBER;
    for (String token : List.of("Bearer other", "")) {
      MockHttpServletResponse answer =
          rig.post(path + "/messages", text("5521976540106", "a"), token);
      assertThat(answer.getStatus()).isEqualTo(401);
      assertThat(PhonesRig.JSON.readTree(answer.getContentAsString()).at("/error/code").asInt())
          .isEqualTo(190);
      assertThat(rig.get(path, "Authorization", token).getStatus()).isEqualTo(401);
    }
  }

  @Test
  void theNumberTellsAboutItself() throws IOException {
    String path = "/simulator/graph/v23.0/" + PhonesRig.NUMBER;
    JsonNode number =
        PhonesRig.JSON.readTree(
            rig.get(path + "?fields=id,quality_rating", "Authorization", "Bearer simulator")
                .getContentAsString());
    assertThat(number)
        .isEqualTo(
            PhonesRig.JSON.readTree(
                "{\"quality_rating\": \"GREEN\", \"id\": \"" + PhonesRig.NUMBER + "\"}"));
    assertThat(
            rig.get(path + "?fields=shoe_size", "Authorization", "Bearer simulator")
                .getContentAsString())
        .contains("nonexisting field (shoe_size)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"btn_boleto", "boleto", "2"})
  void aButtonIsPressedByItsIdItsTitleOrItsNumber(String button) throws IOException {
    String phone = "552197654020" + button.length() % 10;
    hello(phone);
    String offer = accepted(BUTTONS.formatted(phone));
    accepted(text(phone, "Pode escolher com calma."));
    assertThat(line(phone, offer).at("/buttons/1/id").asText()).isEqualTo("btn_boleto");

    PhoneController.Written written = rig.write(phone, "{\"button\": \"" + button + "\"}");
    JsonNode message = received(written.id()).value().at("/messages/0");
    assertThat(message.at("/interactive/button_reply"))
        .isEqualTo(PhonesRig.JSON.readTree("{\"id\": \"btn_boleto\", \"title\": \"Boleto\"}"));
    assertThat(message.at("/context/id").asText()).isEqualTo(offer);
    JsonNode line = line(phone, written.id());
    assertThat(line.get("kind").asText()).isEqualTo("button");
    assertThat(line.at("/button/id").asText()).isEqualTo("btn_boleto");
    assertThat(line.get("replyTo").asText()).isEqualTo(offer);
  }

  @Test
  void aRowOfAListAndAQuickReplyOfATemplateArePressedAsWhatTheyAre() throws IOException {
    hello("5521976540107");
    accepted(sample("request-interactive-list.json", "5521976540107"));
    JsonNode row =
        received(rig.write("5521976540107", "{\"button\": \"row_2via\"}").id())
            .value()
            .at("/messages/0");
    assertThat(row.at("/interactive/list_reply/description").asText())
        .isEqualTo("Receber o boleto de novo");
    accepted(sample("request-template.json", "5521976540107"));
    JsonNode quick =
        received(rig.write("5521976540107", "{\"button\": \"PAGAR_AGORA\"}").id())
            .value()
            .at("/messages/0");
    assertThat(quick.get("type").asText()).isEqualTo("button");
    assertThat(quick.at("/button/payload").asText()).isEqualTo("PAGAR_AGORA");
  }

  @Test
  void numbersInATextAreTypedAlsoOnMeta() throws IOException {
    hello("5521976540115");
    accepted(BUTTONS.formatted("5521976540115"));
    accepted(text("5521976540115", "Qual área?\\n\\n1. Cozinhas\\n2. Banheiros"));
    String id = rig.write("5521976540115", "{\"button\": \"banheiros\"}").id();
    JsonNode message = received(id).value().at("/messages/0");
    assertThat(message.get("type").asText()).isEqualTo("text");
    assertThat(message.at("/text/body").asText()).isEqualTo("2");
  }

  private static String sample(String name, String phone) {
    return new String(Samples.bytes("meta/" + name), StandardCharsets.UTF_8)
        .replace("5521976540001", phone);
  }

  @ParameterizedTest
  @CsvSource({
    "foto.jpg, image, image/jpeg, FFD8FF",
    "audio.ogg, audio, audio/ogg; codecs=opus, 4F676753",
    "documento.pdf, document, application/pdf, 25504446",
    "figurinha.webp, sticker, image/webp, 52494646",
  })
  void aFileOfTheCustomerCanBeFetchedWithTheToken(
      String file, String kind, String mimetype, String magic) throws IOException {
    PhoneController.Written written =
        rig.write("5521976540108", "{\"media\": \"" + file + "\", \"channel\": \"meta\"}");
    JsonNode media = received(written.id()).value().at("/messages/0/" + kind);
    assertThat(media.get("mime_type").asText()).isEqualTo(mimetype);

    MockHttpServletResponse about =
        rig.get(
            "/simulator/graph/v23.0/" + media.get("id").asText(),
            "Authorization",
            "Bearer simulator");
    JsonNode place = PhonesRig.JSON.readTree(about.getContentAsString());
    String path = java.net.URI.create(place.get("url").asText()).getPath();
    assertThat(rig.get(path, "Authorization", "Bearer x").getStatus()).isEqualTo(401);
    MockHttpServletResponse fetched = rig.get(path, "Authorization", "Bearer simulator");
    byte[] bytes = fetched.getContentAsByteArray();
    assertThat(HexFormat.of().withUpperCase().formatHex(bytes)).startsWith(magic);
    assertThat(bytes).hasSize(place.get("file_size").asInt());
    assertThat(fetched.getContentType()).isEqualTo(mimetype);
    assertThat(line("5521976540108", written.id()).at("/media/name").asText()).isEqualTo(file);
  }

  @Test
  void aReplyAReactionAndAPlaceNameTheirMessage() throws IOException {
    hello("5521976540109");
    String asked = accepted(text("5521976540109", "Posso enviar o Pix?"));
    JsonNode reply =
        received(
                rig.write(
                        "5521976540109",
                        "{\"text\": \"sim\", \"replyTo\": \"%s\"}".formatted(asked))
                    .id())
            .value()
            .at("/messages/0");
    assertThat(reply.at("/context/id").asText()).isEqualTo(asked);
    JsonNode reaction =
        received(
                rig.write(
                        "5521976540109",
                        "{\"reaction\": {\"messageId\": \"%s\", \"emoji\": \"👍\"}}"
                            .formatted(asked))
                    .id())
            .value()
            .at("/messages/0/reaction");
    assertThat(reaction.get("message_id").asText()).isEqualTo(asked);
    assertThat(reaction.get("emoji").asText()).isEqualTo("👍");
  }

  @Test
  void aHiddenPersonIsAnsweredByTheIdThatMetaGives() throws IOException {
    PhoneController.Written written =
        rig.write(
            "5521976540110",
            "{\"text\": \"Oi\", \"lid\": \"13491208655302741918\", \"channel\": \"meta\"}");
    JsonNode value = received(written.id()).value();
    assertThat(value.at("/messages/0").has("from")).isFalse();
    assertThat(value.at("/contacts/0").has("wa_id")).isFalse();
    assertThat(value.at("/messages/0/from_user_id").asText()).isEqualTo("BR.13491208655302741918");
    String answer =
        accepted(
            """
            {"messaging_product": "whatsapp", "recipient": "BR.13491208655302741918",
             "type": "text", "text": {"body": "Olá"}}""");
    assertThat(line("5521976540110", answer).get("text").asText()).isEqualTo("Olá");
  }

  @Test
  void whatTheHubHasReadIsAccepted() throws IOException {
    String id = hello("5521976540111").id();
    MockHttpServletResponse answer =
        rig.graph(
            """
            {"messaging_product": "whatsapp", "status": "read", "message_id": "%s",
             "typing_indicator": {"type": "text"}}"""
                .formatted(id));
    assertThat(answer.getContentAsString()).isEqualTo("{\"success\":true}");
  }

  @Test
  void aPersonOfTheBusinessWritesOnTheBusinesssOwnPhone() throws IOException {
    PhoneController.Written written =
        rig.write(
            "5521976540112", "{\"text\": \"Já vejo\", \"fromMe\": true, \"channel\": \"meta\"}");
    assertThat(rig.posted)
        .anySatisfy(
            one -> {
              assertThat(one.value().at("/message_echoes/0/id").asText()).isEqualTo(written.id());
              assertThat(one.body().at("/entry/0/changes/0/field").asText())
                  .isEqualTo("smb_message_echoes");
            });
  }

  @Test
  void anotherNumberHasItsOwnKeyAndItsOwnWindow() throws IOException {
    rig.channel("loja", "meta", Map.of("phoneNumberId", "100000000000077"), "another-secret");
    PhoneController.Written written =
        rig.write("5521976540113", "{\"text\": \"Oi\", \"channel\": \"loja\"}");
    Posted webhook = received(written.id());
    assertThat(webhook.signed()).isTrue();
    assertThat(webhook.value().at("/metadata/phone_number_id").asText())
        .isEqualTo("100000000000077");
    String id = accepted(text("5521976540113", "Olá"));
    await().until(() -> rig.states(id).equals(List.of("failed")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"media\": \"gato.gif\"}|foto.jpg, audio.ogg, documento.pdf, figurinha.webp",
        "{\"text\": \"a\", \"channel\": \"fax\"}|'channel'",
        "{\"button\": \"1\", \"channel\": \"meta\"}|'button'",
        "{\"button\": \"1\", \"text\": \"a\"}|'button'",
        "{\"reaction\": {\"emoji\": \"a\"}}|reaction.messageId",
        "{\"reaction\": {\"emoji\": \"a\", \"messageId\": \"x\"}}|reaction.messageId",
        "{\"text\": \"a\", \"replyTo\": \"x\"}|'replyTo'",
        "{\"location\": {\"latitude\": 1}}|location.longitude",
        "{\"media\": \"foto.jpg\", \"type\": \"audio\"}|'type'",
        "{\"media\": \"foto.jpg\", \"fromMe\": true}|must be a text",
        "{}|'text'",
      })
  void aDraftThatNoPhoneCouldSendIsRefusedWithItsField(String draft, String named) {
    assertThatThrownBy(() -> rig.write("5521976540114", draft))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(named);
    assertThat(rig.chat("5521976540114")).isEmpty();
  }
}
