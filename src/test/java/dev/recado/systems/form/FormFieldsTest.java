package dev.recado.systems.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.LongTexts;
import dev.recado.spine.flow.UnprocessableException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {

  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

  private static Map<String, Object> read(Map<String, ?> fields) {
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.getMessage().setBody(fields);
    new FormFields(text -> Optional.empty()).read(exchange);
    return exchange.getVariables();
  }

  @ParameterizedTest
  @CsvSource({
    "nome, nome",
    "Nome completo, nome",
    "your-name, nome",
    "seu_nome, nome",
    "Name, nome",
    "Telefone, telefone",
    "CELULAR, telefone",
    "your-phone, telefone",
    "WhatsApp, telefone",
    "E-mail, email",
    "your-email, email",
    "Área de interesse, area",
    "assunto, area",
    "interest, area",
    "Mensagem, mensagem",
    "your-message, mensagem",
    "Página, origem",
    "utm_campaign, origem",
  })
  void aFieldIsRecognisedByManyNames(String field, String variable) {
    assertThat(read(Map.of(field, "11 98765-4321"))).containsEntry(variable, "11 98765-4321");
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
        .doesNotContainKey("telefone")
        .containsEntry("campoSemNome", field);
    assertThat(read(Map.of("telefone", "9811", field, "11954917183")))
        .containsEntry("telefone", "9811");
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
        .containsEntry("telefone", "11964917147")
        .containsEntry("nome", "Ana");
    assertThat(read(Map.of("Confirme o seu WhatsApp", "11964917147")))
        .containsEntry("telefone", "11964917147");
  }

  @Test
  void digitsOfOtherScriptsAreRead() {
    assertThat(
            read(
                Map.of(
                    "telefone",
                    "\uff11\uff11\uff19\uff15\uff14\uff19\uff11\uff17\uff12\uff10\uff11")))
        .containsKey("telefone")
        .doesNotContainKey("campoSemNome");
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
        .containsEntry("mensagem", "1E+999999999");
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
        .containsEntry("telefone", "(11) 98765-4321");
    assertThat(read(Map.of("whatsapp", true, "telefone", "123"))).containsEntry("telefone", "123");
    assertThat(read(Map.of("whatsapp", "sim"))).doesNotContainKey("telefone");
    assertThat(read(Map.of("telefone", 11987654321L))).containsEntry("telefone", "11987654321");
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
    assertThat(read(Map.of(field, "11 98765-4321"))).containsEntry("telefone", "11 98765-4321");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Número alternativo", "Número da esposa", "Outro número", "Número para recados"})
  void aNumberOfAnotherPersonIsPointedOut(String field) {
    assertThat(read(Map.of(field, "11 98765-4321")))
        .doesNotContainKey("telefone")
        .containsEntry("campoSemNome", field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Número do pedido", "Número do contrato", "Número do cartão", "CPF"})
  void aNumberOfAThingIsNotAPhone(String field) {
    assertThat(read(Map.of(field, "11987654321"))).doesNotContainKeys("telefone", "campoSemNome");
  }

  @Test
  void aMobileCountsBeforeALandlineInAnyField() {
    String mobile = "(11) 98211-0625";
    for (String[] fields :
        new String[][] {
          {"celular", "telefone"}, {"telefone1", "telefone2"}, {"whatsapp", "Telefone fixo"}
        }) {
      assertThat(read(Map.of(fields[0], "(11) 3456-7810", fields[1], mobile)))
          .containsEntry("telefone", mobile);
    }
    assertThat(read(Map.of("celular", "a combinar", "telefone", "(11) 3456-7810")))
        .containsEntry("telefone", "(11) 3456-7810");
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
        .containsEntry("nome", "Rita Alves")
        .doesNotContainKey("consentimento");
  }

  @Test
  void theNameCountsBeforeTheCompany() {
    assertThat(read(Map.of("Nome / Empresa", "Rita Alves / Padaria Sol")))
        .containsEntry("nome", "Rita Alves");
    assertThat(read(Map.of("Nome ou empresa", "Padaria Sol", "Nome", "Rita Alves")))
        .containsEntry("nome", "Rita Alves");
    assertThat(read(Map.of("Nome da empresa", "Padaria Sol"))).doesNotContainKey("nome");
  }

  @Test
  void aNameInTwoFieldsIsJoined() {
    assertThat(read(Map.of("Nome (Primeiro)", "Rita", "Nome (Último)", "Alves")))
        .containsEntry("nome", "Rita Alves");
    assertThat(read(Map.of("field:first_name", "Rita", "field:last_name", "Alves")))
        .containsEntry("nome", "Rita Alves");
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
    assertThat(read(Map.of("gatilho", written))).containsEntry("gatilho", trigger);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "não", "Nao", "NO", "0", "off"})
  void aRefusalIsRecognised(String no) {
    assertThat(read(Map.of("aceita_whatsapp", no))).containsEntry("consentimento", "negado");
    assertThat(read(Map.of("Consentimento", no))).containsEntry("consentimento", "negado");
  }

  @Test
  void aRefusalIsNeverGuessed() {
    assertThat(read(Map.of("consentimento", true))).doesNotContainKey("consentimento");
    assertThat(read(Map.of("consentimento", false))).containsEntry("consentimento", "negado");
    assertThat(read(Map.of("nome", "não"))).doesNotContainKey("consentimento");
  }

  @Test
  void aValueThatIsNotTextIsIgnored() {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("nome", List.of());
    fields.put("email", null);
    fields.put("mensagem", "  ");
    assertThat(read(fields)).containsOnlyKeys("gatilho");
  }

  @Test
  void anyFieldMayHoldAnyText() {
    LongTexts.readBy(
        text -> read(Map.of("telefone", text, "consentimento", text, text, text, "gatilho", text)));
  }
}
