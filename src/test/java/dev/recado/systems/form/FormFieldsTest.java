package dev.recado.systems.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.LongTexts;
import dev.recado.Shapes;
import dev.recado.spine.camel.Shape;
import dev.recado.spine.flow.UnprocessableException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {

  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

  private static final Shape SHAPE = Shapes.of("form-fields-action", Map.of());

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(Map<String, ?> fields) {
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.getMessage().setBody(fields);
    new FormFields(text -> Optional.empty()).set(exchange);
    Map<String, Object> form = exchange.getVariable("form", Map.class);
    assertThat(SHAPE.misfit(form)).isEmpty();
    return form;
  }

  @Test
  void theMapHasTheFieldsOfTheKamelet() {
    Set<String> keys = new HashSet<>();
    keys.addAll(
        read(Map.of(
                "nome", "Ana",
                "telefone", "11964917147",
                "email", "ana@example.com",
                "area", "Cozinhas",
                "mensagem", "Oi",
                "origem", "/cozinhas"))
            .keySet());
    keys.addAll(read(Map.of("field_7", "11964917147")).keySet());
    assertThat(keys).hasSameElementsAs(SHAPE.fields().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "nome, name",
    "Nome completo, name",
    "your-name, name",
    "seu_nome, name",
    "Name, name",
    "Telefone, phone",
    "CELULAR, phone",
    "your-phone, phone",
    "WhatsApp, phone",
    "E-mail, email",
    "your-email, email",
    "Área de interesse, area",
    "assunto, area",
    "interest, area",
    "Mensagem, message",
    "your-message, message",
    "Página, origin",
    "utm_campaign, origin",
  })
  void aFieldIsRecognisedByManyNames(String field, String key) {
    assertThat(read(Map.of(field, "11 98765-4321"))).containsEntry(key, "11 98765-4321");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Telefone do amigo",
        "telefone_indicado",
        "telefone do vendedor",
        "Celular da arquiteta",
        "telefone_da_loja",
        "telefone para recados",
        "WhatsApp da esposa",
        "Emergency phone",
      })
  void thePhoneOfAThirdPersonIsNotUsed(String field) {
    assertThat(read(Map.of("nome", "Ana", field, "11954917183")))
        .doesNotContainKey("phone")
        .containsEntry("unnamedField", field);
    assertThat(read(Map.of("telefone", "9811", field, "11954917183")))
        .containsEntry("phone", "9811");
  }

  @Test
  void theFirstAnswerCountsBeforeItsConfirmation() {
    assertThat(
            read(
                fields(
                    "Confirme o WhatsApp", "11999997147",
                    "telefone", "11964917147",
                    "nome do cônjuge", "Beto",
                    "nome", "Ana")))
        .containsEntry("phone", "11964917147")
        .containsEntry("name", "Ana");
    assertThat(read(Map.of("Confirme o seu WhatsApp", "11964917147")))
        .containsEntry("phone", "11964917147");
  }

  @Test
  void digitsOfOtherScriptsAreRead() {
    assertThat(
            read(
                Map.of(
                    "telefone",
                    "\uff11\uff11\uff19\uff15\uff14\uff19\uff11\uff17\uff12\uff10\uff11")))
        .containsKey("phone")
        .doesNotContainKey("unnamedField");
  }

  @Test
  void aHugeFormNeedsAPerson() {
    Map<String, Object> many = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      many.put("campo" + i, "x");
    }
    many.put("telefone", "11964917147");
    assertThatExceptionOfType(UnprocessableException.class)
        .isThrownBy(() -> read(many))
        .withMessageContaining("1000 campos");
    Object deep = Map.of("telefone", "11964917147");
    for (int i = 0; i < 25; i++) {
      deep = Map.of("x", deep);
    }
    Map<String, Object> nested = Map.of("data", deep);
    assertThatExceptionOfType(UnprocessableException.class).isThrownBy(() -> read(nested));
  }

  @Test
  void aNumberWithABillionDigitsIsNotExpanded() {
    assertThat(read(Map.of("mensagem", new BigDecimal("1e999999999"))))
        .containsEntry("message", "1E+999999999");
  }

  private static Map<String, Object> fields(String... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  @Test
  void theFirstRealPhoneCounts() {
    assertThat(read(Map.of("whatsapp", "sim", "telefone", "(11) 98765-4321")))
        .containsEntry("phone", "(11) 98765-4321");
    assertThat(read(Map.of("whatsapp", true, "telefone", "123"))).containsEntry("phone", "123");
    assertThat(read(Map.of("whatsapp", "sim"))).doesNotContainKey("phone");
    assertThat(read(Map.of("telefone", 11987654321L))).containsEntry("phone", "11987654321");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DDD + Número",
        "DDD e número",
        "Número com DDD",
        "Número c/ DDD",
        "Qual seu número?",
        "Seu número para contato *",
        "Informe seu número com DDD",
        "Seu melhor número",
        "Nº para contato",
        "Seu contato",
        "Contato com DDD",
        "Contact number",
        "Your number",
        "wa_number",
        "Telemóvel",
        "Telefon",
        "Contato (WhatsApp ou e-mail)",
        "Digite seu WhatsApp para receber o orçamento",
      })
  void aNumberForContactIsAPhone(String field) {
    assertThat(read(Map.of(field, "11 98765-4321"))).containsEntry("phone", "11 98765-4321");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Número alternativo", "Número da esposa", "Outro número", "Número para recados"})
  void aNumberOfAnotherPersonIsPointedOut(String field) {
    assertThat(read(Map.of(field, "11 98765-4321")))
        .doesNotContainKey("phone")
        .containsEntry("unnamedField", field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Número do pedido", "Número do contrato", "Número do cartão", "CPF"})
  void aNumberOfAThingIsNotAPhone(String field) {
    assertThat(read(Map.of(field, "11987654321"))).doesNotContainKeys("phone", "unnamedField");
  }

  @Test
  void aMobileCountsBeforeALandlineInAnyField() {
    String mobile = "(11) 98211-0625";
    for (String[] fields :
        new String[][] {
          {"celular", "telefone"}, {"telefone1", "telefone2"}, {"whatsapp", "Telefone fixo"}
        }) {
      assertThat(read(Map.of(fields[0], "(11) 3456-7810", fields[1], mobile)))
          .containsEntry("phone", mobile);
    }
    assertThat(read(Map.of("celular", "a combinar", "telefone", "(11) 3456-7810")))
        .containsEntry("phone", "(11) 3456-7810");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nome e sobrenome",
        "Seu nome e sobrenome *",
        "Nome/Sobrenome",
        "Nome completo (nome e sobrenome)",
        "Name and surname",
        "First and last name",
        "Nombre y apellidos",
        "Como podemos te chamar?",
        "Como prefere ser chamado?",
        "Como você se chama?",
        "Nome (como gosta de ser chamado)",
        "What should we call you?",
        "Nome / Empresa",
        "Razão social ou nome",
        "Nome do responsável pela loja",
        "field:name",
      })
  void aNameIsRecognisedInAnyWording(String field) {
    assertThat(read(Map.of(field, "Rita Alves")))
        .containsEntry("name", "Rita Alves")
        .containsEntry("refused", false);
  }

  @Test
  void theNameCountsBeforeTheCompany() {
    assertThat(read(Map.of("Nome / Empresa", "Rita Alves / Padaria Sol")))
        .containsEntry("name", "Rita Alves");
    assertThat(read(Map.of("Nome ou empresa", "Padaria Sol", "Nome", "Rita Alves")))
        .containsEntry("name", "Rita Alves");
    assertThat(read(Map.of("Nome da empresa", "Padaria Sol"))).doesNotContainKey("name");
  }

  @Test
  void aNameInTwoFieldsIsJoined() {
    assertThat(read(Map.of("Nome (Primeiro)", "Rita", "Nome (Último)", "Alves")))
        .containsEntry("name", "Rita Alves");
    assertThat(read(Map.of("field:first_name", "Rita", "field:last_name", "Alves")))
        .containsEntry("name", "Rita Alves");
  }

  @ParameterizedTest
  @CsvSource({
    "download, download",
    "Agendamento, agendamento",
    "site, site",
    "kommo, formulario",
    "'<script>', formulario",
  })
  void aFormMayNameItsTrigger(String written, String trigger) {
    assertThat(read(Map.of("gatilho", written))).containsEntry("trigger", trigger);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "não", "Nao", "NO", "0", "off"})
  void aRefusalIsRecognised(String no) {
    assertThat(read(Map.of("aceita_whatsapp", no))).containsEntry("refused", true);
    assertThat(read(Map.of("Consentimento", no))).containsEntry("refused", true);
  }

  @Test
  void aRefusalIsNeverGuessed() {
    assertThat(read(Map.of("consentimento", true))).containsEntry("refused", false);
    assertThat(read(Map.of("consentimento", false))).containsEntry("refused", true);
    assertThat(read(Map.of("nome", "não"))).containsEntry("refused", false);
  }

  @Test
  void aValueThatIsNotTextIsIgnored() {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("nome", List.of());
    fields.put("email", null);
    fields.put("mensagem", "  ");
    assertThat(read(fields)).containsOnlyKeys("trigger", "refused");
  }

  @Test
  @Tag("thorough")
  void anyFieldMayHoldAnyText() {
    LongTexts.readBy(
        text -> read(Map.of("telefone", text, "consentimento", text, text, text, "gatilho", text)));
  }
}
