package dev.recado.systems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.outbox.Offer;
import dev.recado.systems.simulator.PhonesRig.Posted;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** The phones of WAHA's side, with several sessions; and phones that chat with several numbers. */
class SimulatedSessionsTest {

  private static final String PHONE = "5521976540301";

  private PhonesRig rig;

  @BeforeEach
  void start() {
    rig = new PhonesRig();
    rig.channel("vendas", "waha", Map.of("session", "vendas"), "key-of-vendas");
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  private Posted posted(String id) {
    return rig.posted.stream()
        .filter(
            one -> one.body().at("/payload/id").asText().equals("false_" + PHONE + "@c.us_" + id))
        .findFirst()
        .orElseThrow();
  }

  private void send(String session, String text) {
    MockHttpServletResponse answer =
        rig.post(
            "/simulator/api/sendText",
            "{\"session\": \"%s\", \"chatId\": \"%s@c.us\", \"text\": \"%s\"}"
                .formatted(session, PHONE, text),
            "");
    assertThat(answer.getStatus()).isEqualTo(201);
  }

  @Test
  void eachSessionSignsWithTheKeyOfItsChannel() throws IOException {
    Posted mine = posted(rig.write(PHONE, "{\"text\": \"Oi\"}").id());
    assertThat(mine.body().get("session").asText()).isEqualTo("default");
    assertThat(mine.signed()).isTrue();
    Posted other = posted(rig.write(PHONE, "{\"text\": \"Oi\", \"channel\": \"vendas\"}").id());
    assertThat(other.body().get("session").asText()).isEqualTo("vendas");
    assertThat(other.signed()).isTrue();
  }

  @Test
  void aCustomerGoesOnInTheChatOfTheLastMessage() throws IOException {
    assertThat(rig.write(PHONE, "{\"text\": \"Oi\"}").channel()).isEqualTo("waha");
    send("vendas", "Posso ajudar?");
    assertThat(rig.write(PHONE, "{\"text\": \"Pode\"}").channel()).isEqualTo("vendas");
    send("default", "Sua fatura chegou");
    assertThat(rig.write(PHONE, "{\"text\": \"Ok\"}").channel()).isEqualTo("waha");
    rig.write(PHONE, "{\"text\": \"Oi\", \"channel\": \"meta\"}");
    assertThat(rig.write(PHONE, "{\"text\": \"Tudo bem?\"}").channel()).isEqualTo("meta");
    assertThat(rig.chat(PHONE))
        .extracting(line -> line.get("channel").asText())
        .containsExactly("waha", "vendas", "vendas", "waha", "waha", "meta", "meta");
  }

  /** A person who writes to one number has not looked at the chat with the other. */
  @Test
  void writingToOneNumberReadsOnlyItsMessages() throws IOException {
    send("vendas", "Posso ajudar?");
    send("default", "Sua fatura chegou");
    rig.write(PHONE, "{\"text\": \"Ok\", \"channel\": \"waha\"}");
    assertThat(rig.chat(PHONE))
        .filteredOn(line -> line.get("fromMe").asBoolean())
        .extracting(line -> line.get("ack").asInt())
        .containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource({"boleto", "BOLETO BANCÁRIO", "2"})
  void aButtonIsTypedAsItsNumber(String button) throws IOException {
    List<Map<String, Object>> choices =
        List.of(
            Map.of("id", "pix", "title", "Pix"),
            Map.of("id", "boleto", "title", "Boleto bancário", "description", "Vence em 3 dias"));
    rig.offered = Optional.of(new Offer(choices));
    send("default", Offer.numbered("Como prefere pagar?", choices).replace("\n", "\\n"));

    String id = rig.write(PHONE, "{\"button\": \"" + button + "\"}").id();
    assertThat(posted(id).body().at("/payload/body").asText()).isEqualTo("2");
    JsonNode line = rig.chat(PHONE).get(1);
    assertThat(line.get("text").asText()).isEqualTo("2");
    assertThat(line.at("/button/id").asText()).isEqualTo("boleto");
  }

  @Test
  void withoutTheHubsRecordANumberOrATitleIsEnough() throws IOException {
    send("default", "Escolha:\\n\\n1. Pix\\n2. Boleto\\n\\nResponda com o número da opção.");
    assertThat(
            posted(rig.write(PHONE, "{\"button\": \"Pix\"}").id())
                .body()
                .at("/payload/body")
                .asText())
        .isEqualTo("1");
    assertThatThrownBy(() -> rig.write(PHONE, "{\"button\": \"pix_1\"}"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("1 (Pix), 2 (Boleto)");
  }

  @Test
  void aFileOfTheCustomerCanBeFetchedWithTheKey() throws IOException {
    String id = rig.write(PHONE, "{\"media\": \"documento.pdf\", \"text\": \"Segue\"}").id();
    JsonNode media = posted(id).body().at("/payload/media");
    assertThat(media.get("filename").asText()).isEqualTo("documento.pdf");
    assertThat(media.get("mimetype").asText()).isEqualTo("application/pdf");
    String path = URI.create(media.get("url").asText()).getPath();
    assertThat(rig.get(path, "X-Api-Key", "other").getStatus()).isEqualTo(401);
    MockHttpServletResponse file = rig.get(path, "X-Api-Key", "simulator");
    assertThat(file.getContentType()).isEqualTo("application/pdf");
    assertThat(file.getContentAsByteArray()).startsWith('%', 'P', 'D', 'F');
  }

  @Test
  void whatTheHubSendsAsAFileIsShown() {
    MockHttpServletResponse answer =
        rig.post(
            "/simulator/api/sendImage",
            """
            {"session": "default", "chatId": "%s@c.us", "caption": "Pix",
             "file": {"mimetype": "image/png", "url": "https://a.example/b.png", "filename": "b.png"}}"""
                .formatted(PHONE),
            "");
    assertThat(answer.getStatus()).isEqualTo(201);
    JsonNode line = rig.chat(PHONE).get(0);
    assertThat(line.get("kind").asText()).isEqualTo("image");
    assertThat(line.get("text").asText()).isEqualTo("Pix");
    assertThat(line.at("/media/url").asText()).isEqualTo("https://a.example/b.png");
    assertThat(line.at("/media/mimetype").asText()).isEqualTo("image/png");
  }

  @Test
  void aReplyQuotesAndAReactionNamesTheMessage() throws IOException {
    send("default", "Posso enviar o Pix?");
    String asked = rig.chat(PHONE).get(0).get("id").asText();
    JsonNode reply =
        posted(rig.write(PHONE, "{\"text\": \"sim\", \"replyTo\": \"" + asked + "\"}").id())
            .body()
            .at("/payload/replyTo");
    assertThat(reply.get("id").asText()).isEqualTo(asked);
    assertThat(reply.get("body").asText()).isEqualTo("Posso enviar o Pix?");
    Posted reaction =
        posted(
            rig.write(
                    PHONE, "{\"reaction\": {\"messageId\": \"" + asked + "\", \"emoji\": \"👍\"}}")
                .id());
    assertThat(reaction.body().get("event").asText()).isEqualTo("message.reaction");
    assertThat(reaction.body().at("/payload/reaction/messageId").asText())
        .isEqualTo("true_" + PHONE + "@c.us_" + asked);
  }

  @Test
  void aPlaceHasItsDegreesAndItsName() throws IOException {
    String id =
        rig.write(
                PHONE,
                "{\"location\": {\"latitude\": -22.9, \"longitude\": -43.2, \"name\": \"Praia\"}}")
            .id();
    JsonNode location = posted(id).body().at("/payload/location");
    assertThat(location.get("latitude").decimalValue()).isEqualByComparingTo("-22.9");
    assertThat(location.get("description").asText()).isEqualTo("Praia");
  }

  @Test
  void phonesAreListedWithTheirChannelsAndTheirLastMessage() throws IOException {
    rig.write("5521976540302", "{\"text\": \"a\"}");
    rig.write(PHONE, "{\"text\": \"b\", \"channel\": \"meta\"}");
    rig.write(PHONE, "{\"text\": \"c\", \"channel\": \"vendas\"}");
    JsonNode phones = rig.phones();
    assertThat(phones)
        .extracting(phone -> phone.get("phone").asText())
        .containsExactly(PHONE, "5521976540302");
    assertThat(phones.get(0).get("channels"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("meta", "vendas");
    assertThat(phones.get(0).at("/last/text").asText()).isEqualTo("c");
  }
}
