package dev.recado.systems.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.systems.source.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real posts of form builders, from the bytes to the variable of a flow. */
class FormBuildersTest {

  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(@Nullable String type, byte[] body) {
    Identity any = new Identity("k", "s");
    InboundRecord record = InboundRecord.of("form", any, Instant.EPOCH, type, body);
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.getMessage().setBody(SourceFiles.form().read(record).get(0).body());
    new FormFields(FormBuildersTest::area).set(exchange);
    return exchange.getVariable("form", Map.class);
  }

  private static Map<String, Object> read(@Nullable String type, String body) {
    return read(type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> area(String text) {
    return text.toLowerCase(java.util.Locale.ROOT).contains("cozinha")
        ? Optional.of("Cozinhas")
        : Optional.empty();
  }

  private static byte[] bytes(String name) {
    try (InputStream in = FormBuildersTest.class.getResourceAsStream("/forms/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "elementor-simple.form, application/x-www-form-urlencoded, (11) 98111-1001",
    "elementor-labels.form, application/x-www-form-urlencoded, (11) 98111-1002",
    "elementor-advanced.form, application/x-www-form-urlencoded, (11) 98111-1004",
    "google-forms.json, application/json, 11 98111-1016",
    "typeform.json, application/json, +5511981111008",
    "meta-lead.json, application/json, +5511981111011",
    "multipart.txt, multipart/form-data; boundary=----FB7x, (11) 98111-1012",
    "contact-form-7.json, application/json, (11) 98111-1116",
    "ddd-apart.json, application/json, (11) 98111-1017",
    "elementor-advanced.form, application/json, (11) 98111-1004",
    "typeform.json, application/x-www-form-urlencoded, +5511981111008",
    "multipart.txt, , (11) 98111-1012",
  })
  void nameAndPhoneAreFound(String file, @Nullable String type, String phone) {
    assertThat(read(type, bytes(file)))
        .containsEntry("name", "Rita Alves")
        .containsEntry("phone", phone);
  }

  @ParameterizedTest
  @CsvSource({"elementor-labels.form, Cozinha", "contact-form-7.json, Cozinhas"})
  void theAreaIsFoundInAChoice(String file, String area) {
    assertThat(read(null, bytes(file))).containsEntry("area", area);
  }

  @Test
  void latin1IsReadEscapedAndRaw() {
    for (byte[] body :
        new byte[][] {
          bytes("latin1.form"),
          "nome=José Conceição&telefone=11 98111-1014&area=Dormitórios"
              .getBytes(StandardCharsets.ISO_8859_1),
          "{\"nome\": \"José Conceição\", \"area\": \"Dormitórios\"}"
              .getBytes(Charset.forName("windows-1252")),
          "{\"nome\": \"José Conceição\", \"area\": \"Dormitórios\"}"
              .getBytes(StandardCharsets.UTF_8),
        }) {
      assertThat(read(FORM, body))
          .containsEntry("name", "José Conceição")
          .containsEntry("area", "Dormitórios");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // WPForms
        "{\"form_id\": \"7\", \"fields\": {\"1\": {\"name\": \"Nome\", \"value\": \"Rita Alves\", \"id\": 1,"
            + " \"type\": \"name\", \"first\": \"Rita\", \"last\": \"Alves\"}, \"2\": {\"name\": \"Celular\","
            + " \"value\": \"11 98111-2030\", \"id\": 2, \"type\": \"phone\"}}}",
        // Gravity Forms: the questions are apart from the answers
        "{\"form\": {\"id\": 3, \"title\": \"Contato\", \"fields\": [{\"id\": 1, \"label\": \"Nome completo\","
            + " \"type\": \"text\"}, {\"id\": 4, \"label\": \"Telefone com DDD\", \"type\": \"phone\"}]}, \"entry\":"
            + " {\"id\": \"99\", \"1\": \"Rita Alves\", \"4\": \"11 98111-2030\", \"ip\": \"10.0.0.1\"}}",
        // Wix
        "{\"data\": {\"formName\": \"Contato\", \"submissions\": [{\"label\": \"Nome\", \"value\": \"Rita Alves\"},"
            + " {\"label\": \"Telefone\", \"value\": \"11 98111-2030\"}], \"contactId\": \"a1\"}}",
        // Webflow
        "{\"triggerType\": \"form_submission\", \"payload\": {\"name\": \"Contato\", \"siteId\": \"1\", \"data\":"
            + " {\"Nome\": \"Rita Alves\", \"Telefone\": \"11 98111-2030\"}, \"submittedAt\": \"2026-11-28\"}}",
        // Tally
        "{\"eventId\": \"1\", \"eventType\": \"FORM_RESPONSE\", \"data\": {\"formName\": \"Contato\", \"fields\":"
            + " [{\"key\": \"q1\", \"label\": \"Seu nome\", \"type\": \"INPUT_TEXT\", \"value\": \"Rita Alves\"},"
            + " {\"key\": \"q2\", \"label\": \"WhatsApp\", \"type\": \"INPUT_PHONE_NUMBER\", \"value\":"
            + " \"11 98111-2030\"}, {\"key\": \"q3\", \"label\": \"Ambiente\", \"type\": \"DROPDOWN\", \"value\":"
            + " [\"o1\"], \"options\": [{\"id\": \"o1\", \"text\": \"Cozinhas\"}]}]}}",
        // Fluent Forms
        "{\"names\": {\"first_name\": \"Rita\", \"last_name\": \"Alves\"}, \"phone\": \"11 98111-2030\","
            + " \"__fluent_form_embded_post_id\": \"12\"}",
        // HubSpot, both of its shapes
        "{\"vid\": 1, \"properties\": {\"firstname\": {\"value\": \"Rita\"}, \"lastname\": {\"value\": \"Alves\"},"
            + " \"mobilephone\": {\"value\": \"11 98111-2030\", \"versions\": []}}}",
        "{\"submittedAt\": \"1\", \"fields\": [{\"objectTypeId\": \"0-1\", \"name\": \"firstname\", \"value\": \"Rita\"},"
            + " {\"name\": \"lastname\", \"value\": \"Alves\"}, {\"name\": \"phone\", \"value\": \"11 98111-2030\"}],"
            + " \"context\": {\"pageName\": \"Contato\"}}",
        // JotForm's own object of fields, packed into one text
        "{\"formTitle\": \"Contato\", \"pretty\": \"Nome:Rita Alves, Telefone:11 98111-2030\", \"rawRequest\":"
            + " \"{\\\"q3_nome\\\": {\\\"first\\\": \\\"Rita\\\", \\\"last\\\": \\\"Alves\\\"}, \\\"q4_telefone\\\":"
            + " {\\\"full\\\": \\\"11 98111-2030\\\"}}\"}",
        // A list and not an object
        "[{\"name\": \"nome\", \"value\": \"Rita Alves\"}, {\"name\": \"telefone\", \"value\": \"11 98111-2030\"}]",
        // A contact in a contact
        "{\"contact\": {\"name\": {\"first\": \"Rita\", \"last\": \"Alves\"}, \"phones\": [{\"phone\":"
            + " \"11 98111-2030\"}], \"company\": {\"name\": \"Loja\"}}}",
        "{\"nome\": \"Rita Alves\", \"empresa\": \"Loja\", \"form_name\": \"Contato\", \"telefone\": \"(11) 3456-7890\","
            + " \"celular\": \"11 98111-2030\"}",
        "{\"nome\": \"Rita Alves\", \"whatsapp\": \"sim\", \"celular\": \"a combinar\", \"fone\": \"11 98111-2030\"}",
        "{\"nome\": \"Rita\", \"sobrenome\": \"Alves\", \"fone1\": \"11 98111-2030\"}",
      })
  void buildersAreReadByTheirStructure(String body) {
    assertThat(read(JSON, body))
        .containsEntry("name", "Rita Alves")
        .containsEntry("phone", "11 98111-2030");
  }

  @Test
  void aChoiceIsReadByItsWordsAndNotByItsId() {
    assertThat(
            read(
                JSON,
                """
                {"data": {"fields": [
                  {"key": "q3", "label": "Ambiente", "type": "DROPDOWN", "value": ["o1"],
                   "options": [{"id": "o0", "text": "Banheiros"}, {"id": "o1", "text": "Cozinhas"}]}]}}
                """))
        .containsEntry("area", "Cozinhas");
    assertThat(
            read(
                JSON,
                """
                {"form_response": {"answers": [
                  {"type": "choice", "choice": {"label": "Cozinhas"}, "field": {"id": "A3", "type": "dropdown"}}]}}
                """))
        .containsEntry("area", "Cozinhas");
  }

  @Test
  void aPhoneInPartsIsJoined() {
    assertThat(read(JSON, "{\"q4_telefone\": {\"area\": \"11\", \"phone\": \"98111-2030\"}}"))
        .containsEntry("phone", "(11) 98111-2030");
    assertThat(read(JSON, "{\"ddi\": \"+351\", \"celular\": \"912 345 678\"}"))
        .containsEntry("phone", "+351 912 345 678");
    assertThat(read(JSON, "{\"ddi\": \"+55\", \"ddd\": \"011\", \"celular\": \"98111-2030\"}"))
        .containsEntry("phone", "(011) 98111-2030");
    // Squarespace
    assertThat(read(JSON, "{\"Phone\": {\"Country\": \"+55\", \"Number\": \"11 98111-2030\"}}"))
        .containsEntry("phone", "11 98111-2030");
    assertThat(read(JSON, "{\"Phone\": {\"Country\": \"+351\", \"Number\": \"912 345 678\"}}"))
        .containsEntry("phone", "+351 912 345 678");
    assertThat(
            read(
                FORM,
                "Name_first=Rita&Phone_country=&Phone_area=11&Phone_first=98111&Phone_last=2030"))
        .containsEntry("name", "Rita")
        .containsEntry("phone", "(11) 98111-2030");
  }

  @Test
  void aNumberInAFieldWithAnotherNameIsPointedOut() {
    assertThat(read(JSON, "{\"1\": \"Rita\", \"field_7\": \"(11) 98111-2030\"}"))
        .doesNotContainKey("phone")
        .containsEntry("unnamedField", "field_7");
    assertThat(
            read(
                JSON, "{\"id\": \"11981112030\", \"cpf\": \"119.811.120-30\", \"nome\": \"Rita\"}"))
        .doesNotContainKey("unnamedField");
  }

  @Test
  void filesAndOddPartsAreIgnored() {
    String body =
        """
        --x
        content-disposition: form-data; name=nome

        Rita
        Alves
        --x
        Content-Disposition: form-data; name="fields[telefone][value]"
        Content-Type: text/plain; charset=ISO-8859-1

        11 98111-2030
        --x
        Content-Disposition: form-data; name="foto"; filename="a.png"

        (11) 97777-0000
        --x
        no head
        --x--
        """;
    for (String sent : new String[] {body, body.replace("\n", "\r\n"), body.strip()}) {
      assertThat(read("multipart/form-data; boundary=x", sent))
          .containsEntry("phone", "11 98111-2030");
    }
  }

  @Test
  void aBadEscapeIsTakenLiterally() {
    assertThat(read(FORM, "nome=Rita&telefone=11+98111-2030&mensagem=100%+certa%zz"))
        .containsEntry("phone", "11 98111-2030")
        .containsEntry("message", "100% certa%zz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oi", "", "null", "7", "\"a=b\"", "<a/>", "--", "--x\n--x--"})
  void aBodyWithoutAFormIsUnreadable(String body) {
    assertThatThrownBy(() -> read(JSON, body)).isInstanceOf(UnreadableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Aceito receber mensagens no WhatsApp\": \"Não\"}",
        "{\"consent\": false}",
        "{\"consent\": {\"whatsapp\": false, \"email\": true}}",
        "{\"acceptance-7\": \"0\"}",
        "{\"aceite\": \"off\"}",
        "{\"aceite\": \"\"}",
        "{\"lgpd\": \"não concordo\"}",
        "{\"Autorizo o contato\": \"Não autorizo\"}",
        "{\"Deseja receber novidades por WhatsApp ou e-mail?\": \"Não, obrigado\"}",
        "{\"Podemos te chamar no WhatsApp?\": \"nao\"}",
        "{\"Não quero receber mensagens\": \"on\"}",
        "{\"Política de privacidade (LGPD)\": \"Discordo\"}",
        "{\"data\": {\"fields\": [{\"label\": \"Você concorda em receber contato?\", \"type\": \"CHECKBOX\","
            + " \"value\": false}]}}",
        "{\"form_response\": {\"answers\": [{\"type\": \"boolean\", \"boolean\": false, \"field\": {\"id\": \"x\","
            + " \"ref\": \"optin\"}}]}}",
        "{\"legalConsentOptions\": {\"consent\": {\"communications\": [{\"value\": false,"
            + " \"subscriptionTypeId\": 1}]}}}",
        "{\"aceita_whatsapp\": \"Somente por e-mail\"}",
      })
  void aRefusalIsRecognisedInAnyWording(String body) {
    assertThat(read(JSON, body)).containsEntry("refused", true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Aceito receber mensagens no WhatsApp\": \"Sim\"}",
        "{\"consent\": true}",
        "{\"acceptance-7\": \"1\"}",
        "{\"aceite\": [\"0\", \"1\"]}",
        "{\"Não quero receber mensagens\": \"0\"}",
        "{\"Quero receber a newsletter por e-mail\": \"Não\"}",
        "{\"Aceito receber mensagens\": \"Aceito receber mensagens da loja\"}",
        "{\"utm_marketing\": \"\", \"mensagem\": \"Não quero pagar caro\"}",
        "{\"Tem filhos?\": \"Não\"}",
      })
  void aNoToAnotherQuestionIsNoRefusal(String body) {
    assertThat(read(JSON, body)).containsEntry("refused", false);
  }

  @Test
  void theConsentOfACaseIsRefused() {
    assertThat(read(JSON, bytes("consent-label.json")))
        .containsEntry("refused", true)
        .containsEntry("phone", "11 98111-1020");
  }
}
