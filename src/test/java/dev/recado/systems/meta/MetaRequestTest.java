package dev.recado.systems.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Samples;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, compared with those of the samples. */
class MetaRequestTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARIA = "5521976540001";

  @Test
  void aTextIsTheRequestOfTheSample() throws IOException {
    Map<String, Object> payload = Map.of("text", "Olá, Maria!");
    MetaRequest request =
        new MetaRequest(MARIA, null, "whatsapp-text", payload, true, "outbox:8f14e45f");
    assertThat(json(request)).isEqualTo(sample("text"));
  }

  @Test
  void aPersonWithAHiddenPhoneIsTheRecipient() throws IOException {
    ObjectNode expected = sample("text-bsuid");
    expected.withObject("/text").put("preview_url", false);
    String id = "BR.13491208655302741918";
    Map<String, Object> payload = Map.of("text", "Olá!");
    assertThat(json(new MetaRequest(id, null, "whatsapp-text", payload, true, null)))
        .isEqualTo(expected);
    assertThat(json(new MetaRequest(MARIA, id, "whatsapp-text", payload, true, null)))
        .isEqualTo(expected);
  }

  @Test
  void metasOwnIdOfAContactGoesBeforeTheNumberThatWasWritten() throws IOException {
    MetaRequest request =
        new MetaRequest(
            "5585991230001", "558591230001", "whatsapp-text", Map.of("text", "oi"), true, null);
    assertThat(json(request).path("to").asText()).isEqualTo("558591230001");
  }

  @ParameterizedTest
  @CsvSource({
    "5585991230001, 558591230001@c.us, 558591230001",
    "447911123456@c.us,, 447911123456",
    "5585991230001, 1234@lid, 5585991230001"
  })
  void idsOfOtherProvidersAreRead(String address, String chatId, String to) throws IOException {
    MetaRequest request =
        new MetaRequest(address, chatId, "whatsapp-text", Map.of("text", "oi"), true, null);
    assertThat(json(request).path("to").asText()).isEqualTo(to);
  }

  @Test
  void aContactOfAnotherProviderWithoutAPhoneIsNotSent() {
    assertThatThrownBy(() -> request("1234@lid", "whatsapp-text", Map.of("text", "oi"), true))
        .hasMessageContaining("ADDRESS: a Meta só alcança telefones");
  }

  @Test
  void anApprovedTemplateIsTheRequestOfTheSample() throws IOException {
    Map<String, Object> payload =
        template(Map.of("nome", "Maria", "valor", "R$ 41,00", "vencimento", "14/07/2026"));
    payload.put(
        "approved",
        Map.of(
            "meta",
            Map.of(
                "name", "lembrete_vencimento",
                "parameters", List.of("nome", "valor", "vencimento"),
                "buttons", List.of("PAGAR_AGORA"))));
    assertThat(request(MARIA, "whatsapp-template", payload, true)).isEqualTo(sample("template"));
  }

  @Test
  void withinTheWindowATemplateThatMetaDoesNotHaveIsAText() throws IOException {
    JsonNode request = request(MARIA, "whatsapp-template", template(Map.of()), true);
    assertThat(request.at("/text/body").asText()).isEqualTo("Oi, Maria");
  }

  @Test
  void afterTheWindowATemplateHasItsOwnNameAndAllItsParametersInOrder() throws IOException {
    JsonNode request =
        request(
            MARIA,
            "whatsapp-template",
            template(Map.of("vencimento", "14/07", "nome", "Ana", "valor", "R$ 1,00")),
            false);
    assertThat(request.at("/template/name").asText()).isEqualTo("lembrete");
    assertThat(request.at("/template/language/code").asText()).isEqualTo("pt_BR");
    assertThat(request.at("/template/components/0/parameters").findValuesAsText("text"))
        .containsExactly("Ana", "R$ 1,00", "14/07");
  }

  @Test
  void aMissingValueIsNamedAndWithinTheWindowTheTextGoes() throws IOException {
    Map<String, Object> payload = template(Map.of("nome", "Ana", "valor", " \n "));
    payload.put("approved", Map.of("meta", Map.of("name", "lembrete_vencimento")));
    assertThatThrownBy(() -> request(MARIA, "whatsapp-template", payload, false))
        .hasMessage(
            "TEMPLATE_PARAMETER: o modelo 'lembrete_vencimento' precisa de 'valor', e a mensagem não traz esse valor; a Meta não aceita parâmetro vazio");
    assertThat(request(MARIA, "whatsapp-template", payload, true).path("type").asText())
        .isEqualTo("text");
  }

  @Test
  void anOptionalValueThatIsMissingIsADashAfterTheWindow() throws IOException {
    Map<String, Object> payload = template(Map.of("nome", "Ana", "vencimento", "14/07"));
    assertThat(
            request(MARIA, "whatsapp-template", payload, false)
                .at("/template/components/0/parameters")
                .findValuesAsText("text"))
        .containsExactly("Ana", "-", "14/07");
    payload.put("approved", Map.of("meta", Map.of("name", "lembrete_vencimento")));
    assertThat(request(MARIA, "whatsapp-template", payload, true).at("/text/body").asText())
        .isEqualTo("Oi, Maria");
  }

  @Test
  void aLateReplyIsTheOneValueOfItsTemplateInOneLine() throws IOException {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("template", "resposta_atrasada");
    payload.put("language", "pt_BR");
    payload.put("values", Map.of("texto", "Oi!\n\nSeu\tboleto:     R$ 41,00  hoje\r\n"));
    payload.put("fallback", true);
    JsonNode request = request(MARIA, "whatsapp-template", payload, false);
    assertThat(request.at("/template/components/0/parameters").findValuesAsText("text"))
        .containsExactly("Oi! Seu boleto: R$ 41,00  hoje");
  }

  @Test
  void theHeaderAndTheAddressOfAButtonMayHaveValuesToo() throws IOException {
    Map<String, Object> payload = template(Map.of("nome", "Ana", "codigo", "abc", "dia", "14/07"));
    payload.put(
        "approved",
        Map.of(
            "meta",
            Map.of(
                "name", "x",
                "language", "pt_PT",
                "header", List.of("dia"),
                "parameters", List.of("nome"),
                "buttons", List.of(Map.of("payload", "SIM"), Map.of("url", "codigo")))));
    JsonNode template = request(MARIA, "whatsapp-template", payload, false).path("template");
    assertThat(template.at("/language/code").asText()).isEqualTo("pt_PT");
    assertThat(template.path("components"))
        .extracting(component -> component.path("type").asText())
        .containsExactly("header", "body", "button", "button");
    assertThat(template.at("/components/3").toString())
        .isEqualTo(
            "{\"type\":\"button\",\"sub_type\":\"url\",\"index\":\"1\",\"parameters\":[{\"text\":\"abc\",\"type\":\"text\"}]}"
                .replace(
                    "{\"text\":\"abc\",\"type\":\"text\"}",
                    template.at("/components/3/parameters/0").toString()));
  }

  private static Map<String, Object> template(Map<String, Object> values) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("template", "lembrete");
    payload.put("language", "pt_BR");
    payload.put("values", values);
    payload.put("parameters", List.of("nome", "valor", "vencimento"));
    payload.put("text", "Oi, Maria");
    return payload;
  }

  @Test
  void threeButtonsAreTheRequestOfTheSample() throws IOException {
    Map<String, Object> payload =
        question(
            "Como prefere pagar?",
            choice("btn_pix", "Pix"),
            choice("btn_boleto", "Boleto"),
            choice("btn_humano", "Falar com alguém"));
    assertThat(request(MARIA, "whatsapp-buttons", payload, true))
        .isEqualTo(sample("interactive-buttons"));
  }

  @Test
  void aListIsTheRequestOfTheSampleButForTheTitleOfItsOnlySection() throws IOException {
    Map<String, Object> segunda = choice("row_2via", "Segunda via");
    segunda.put("description", "Receber o boleto de novo");
    Map<String, Object> payload =
        question("Escolha uma opção", segunda, choice("row_pix", "Pagar com Pix"));
    payload.put("header", "Atendimento");
    payload.put("footer", "Loja Centro");
    payload.put("button", "Ver opções");
    ObjectNode expected = sample("interactive-list");
    ((ObjectNode) expected.at("/interactive/action/sections/0")).remove("title");
    assertThat(request(MARIA, "whatsapp-list", payload, true)).isEqualTo(expected);
  }

  @Test
  void fourButtonsAreAList() throws IOException {
    JsonNode request =
        request(
            MARIA,
            "whatsapp-buttons",
            question(
                "Qual?", choice("1", "a"), choice("2", "b"), choice("3", "c"), choice("4", "d")),
            true);
    assertThat(request.at("/interactive/type").asText()).isEqualTo("list");
    assertThat(request.at("/interactive/action/button").asText()).isEqualTo("Ver opções");
    assertThat(request.at("/interactive/action/sections/0/rows")).hasSize(4);
  }

  @Test
  void aButtonThatIsTooLongOrDescribedIsARowThatTellsAllOfIt() throws IOException {
    String title = "Quero falar com uma pessoa do financeiro";
    JsonNode row =
        request(MARIA, "whatsapp-buttons", question("Qual?", choice("1", title)), true)
            .at("/interactive/action/sections/0/rows/0");
    assertThat(row.path("title").asText()).isEqualTo("Quero falar com uma pes…").hasSize(24);
    assertThat(row.path("description").asText()).isEqualTo(title);

    Map<String, Object> described = choice("1", "Pix");
    described.put("description", "na hora");
    assertThat(
            request(MARIA, "whatsapp-buttons", question("Qual?", described), true)
                .at("/interactive/action/sections/0/rows/0/description")
                .asText())
        .isEqualTo("na hora");
  }

  @Test
  void aTitleIsNotCutThroughAnEmoji() throws IOException {
    String title = "a".repeat(22) + "😀 e mais texto";
    JsonNode row =
        request(MARIA, "whatsapp-buttons", question("Qual?", choice("1", title)), true)
            .at("/interactive/action/sections/0/rows/0");
    assertThat(row.path("title").asText()).isEqualTo("a".repeat(22) + "…");
  }

  @Test
  void whatFitsNeitherButtonsNorAListIsNumberedText() throws IOException {
    String late = "x".repeat(1_025);
    assertThat(body(question(late, choice("1", "Pix"))))
        .startsWith(late)
        .contains("\n1. Pix\n")
        .endsWith("Responda com o número da opção.");
    Map<String, Object> long73 = choice("1", "y".repeat(73));
    assertThat(body(question("Qual?", long73))).contains("1. " + "y".repeat(73));
    Map<String, Object> both = choice("1", "z".repeat(25));
    both.put("description", "descrita");
    assertThat(body(question("Qual?", both))).contains("1. " + "z".repeat(25) + " - descrita");
    assertThat(body(question("Qual?", choice("1", "Pix"), choice("2", "Pix"))))
        .contains("1. Pix\n2. Pix");
  }

  private static String body(Map<String, Object> question) throws IOException {
    return request(MARIA, "whatsapp-buttons", question, true).at("/text/body").asText();
  }

  @Test
  void aHeaderOrFooterThatIsTooLongIsPartOfTheBody() throws IOException {
    Map<String, Object> payload = question("Qual?", choice("1", "Pix"));
    payload.put("header", "h".repeat(61));
    payload.put("footer", "f".repeat(60));
    JsonNode interactive = request(MARIA, "whatsapp-buttons", payload, true).path("interactive");
    assertThat(interactive.has("header")).isFalse();
    assertThat(interactive.at("/body/text").asText()).isEqualTo("h".repeat(61) + "\n\nQual?");
    assertThat(interactive.at("/footer/text").asText()).hasSize(60);
  }

  @Test
  void aTextThatIsTooLongIsRefusedWithItsLength() throws IOException {
    assertThat(request(MARIA, "whatsapp-text", Map.of("text", "x".repeat(4_096)), true))
        .isNotNull();
    assertThatThrownBy(
            () -> request(MARIA, "whatsapp-text", Map.of("text", "x".repeat(4_097)), true))
        .hasMessage(
            "TEXT_TOO_LONG: o texto tem 4097 caracteres, e a Meta aceita 4096; divida a mensagem");
  }

  @Test
  void anImageIsTheRequestOfTheSample() throws IOException {
    Map<String, Object> payload =
        media("image", "https://hub.example.com.br/pix/qr/abc.png", "image/png", "Pix");
    assertThat(request(MARIA, "whatsapp-media", payload, true)).isEqualTo(sample("image-link"));
  }

  @ParameterizedTest
  @CsvSource({
    "image, image/jpeg,, image",
    "image, image/webp,, document",
    "document, application/pdf, segue, document",
    "audio, audio/ogg; codecs=opus,, audio",
    "audio, audio/mpeg, ouça, document",
    "audio, audio/wav,, document",
    "video, video/mp4, veja, video",
    "video, video/quicktime,, document"
  })
  void aFileIsShownAsWhatAPhoneKnows(String kind, String mimetype, String caption, String shown)
      throws IOException {
    JsonNode request =
        request(MARIA, "whatsapp-media", media(kind, "https://x/a", mimetype, caption), true);
    assertThat(request.path("type").asText()).isEqualTo(shown);
    assertThat(request.path(shown).path("link").asText()).isEqualTo("https://x/a");
    assertThat(request.path(shown).path("caption").asText(null)).isEqualTo(caption);
    assertThat(request.path(shown).has("filename")).isEqualTo(shown.equals("document"));
  }

  @Test
  void aCaptionThatIsTooLongIsRefused() {
    assertThatThrownBy(
            () ->
                request(
                    MARIA,
                    "whatsapp-media",
                    media("image", "https://x/a.png", "image/png", "x".repeat(1_025)),
                    true))
        .hasMessageStartingWith("CAPTION_TOO_LONG: a legenda tem 1025 caracteres");
  }

  @Test
  void aPlaceHasExactDegrees() throws IOException {
    Map<String, Object> payload =
        Map.of(
            "latitude",
            new BigDecimal("-23.550521"),
            "longitude",
            new BigDecimal("-46.633308"),
            "title",
            "Loja Centro",
            "text",
            "Loja Centro\nhttps://maps.google.com/?q=-23.550521,-46.633308");
    assertThat(request(MARIA, "whatsapp-location", payload, true).path("location").toString())
        .isEqualTo("{\"latitude\":-23.550521,\"longitude\":-46.633308,\"name\":\"Loja Centro\"}");
  }

  private static Map<String, Object> media(
      String kind, String url, String mimetype, String caption) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("kind", kind);
    payload.put("url", url);
    payload.put("mimetype", mimetype);
    payload.put("filename", "a.bin");
    payload.put("caption", caption);
    payload.put("text", "[a.bin]");
    return payload;
  }

  @SafeVarargs
  private static Map<String, Object> question(String text, Map<String, Object>... choices) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("text", text);
    payload.put("choices", new ArrayList<>(List.of(choices)));
    return payload;
  }

  private static Map<String, Object> choice(String id, String title) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("id", id);
    choice.put("title", title);
    return choice;
  }

  private static JsonNode request(
      String address, String kind, Map<String, Object> payload, boolean windowOpen)
      throws IOException {
    return json(new MetaRequest(address, null, kind, payload, windowOpen, null));
  }

  private static JsonNode json(MetaRequest request) throws IOException {
    return MetaJson.MAPPER.readTree(JSON.writeValueAsBytes(request.written()));
  }

  private static ObjectNode sample(String name) throws IOException {
    return (ObjectNode) JSON.readTree(Samples.bytes("meta/request-" + name + ".json"));
  }
}
