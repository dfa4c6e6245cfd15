package dev.recado.systems.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.LongTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormConsentTest {

  private static boolean refused(Object... fields) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("nome", "Rita Alves");
    form.put("telefone", "11 98211-0001");
    for (int at = 0; at < fields.length; at += 2) {
      form.put((String) fields[at], fields[at + 1]);
    }
    return FormConsent.refused(FormAnswers.of(form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Não",
        "NÃO!!!",
        "Eu não autorizo",
        "Melhor não",
        "Agora não",
        "Ainda não",
        "por enquanto não, obrigada",
        "Prefiro que não",
        "Acho que não",
        "Quero não",
        "Claro que não",
        "De forma alguma",
        "De modo algum",
        "De jeito nenhum",
        "de maneira nenhuma",
        "Nem pensar",
        "Jamais",
        "Dispenso",
        "Sem interesse",
        "Rejeito",
        "(x) Não ( ) Sim",
        "( ) Sim (X) Não",
        "[x] Não [ ] Sim",
        "☐ Sim ☒ Não",
        "Sim ( ) Não (x)",
        "Só ligação",
        "apenas por e-mail",
        "Sim, mas só por e-mail",
        "No, thanks",
        "No thank you",
        "✗",
        "0",
      })
  void aNoIsRecognisedInAnyWords(String no) {
    assertThat(refused("Autorizo receber mensagens", no)).isTrue();
    assertThat(refused("Deseja receber mensagens?", no)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sim",
        "Sim, não tem problema",
        "Sim (não li os termos)",
        "Claro, não tem problema",
        "Por que não?",
        "Não vejo problema",
        "Não me importo",
        "Nenhum problema",
        "Sim (x) Não ( )",
        "No problem",
        "No WhatsApp sim",
        "Aceito, mas não me mandem nada à noite",
        "( ) Não (x) Sim",
        "[X] Sim [ ] Não",
        "☐ Não ☑ Sim",
        "Ao enviar você concorda. Não enviamos spam",
      })
  void aYesWithANoInItIsAYes(String yes) {
    assertThat(refused("Aceito receber mensagens no WhatsApp", yes)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WhatsApp ok?",
        "whatsapp_ok",
        "whatsapp_updates",
        "Enviar por WhatsApp?",
        "Atendimento via WhatsApp?",
        "Podemos entrar em contato pelo WhatsApp?",
        "Posso te mandar uma mensagem?",
        "Quero ser contatado",
        "Receive WhatsApp messages",
        "receive_messages",
        "Send me updates on WhatsApp",
        "Contact me on WhatsApp",
        "May we contact you?",
        "Can we text you?",
        "I agree to be contacted",
        "I consent to the use of my data",
        "accepts_marketing",
        "Permissão para contato",
        "Termo de aceite",
        "Aceita contato por telefone?",
        "Aceito receber mensagens da loja e de parceiros",
        "Aceito receber mensagens de texto",
        "Aceita contato via WhatsApp ou e-mail?",
        "Concordo em fornecer meus dados",
      })
  void everyQuestionForConsentIsRecognised(String label) {
    for (Object no : new Object[] {"No", "Não", "0", false}) {
      assertThat(refused(label, no)).as("%s: %s", label, no).isTrue();
    }
    assertThat(refused(label, "Sim")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Preferência de contato, Não me mande WhatsApp",
    "Como prefere ser contatado?, E-mail",
    "Prefere contato por, Ligação",
    "Como prefere o contato?, Telefone (ligação)",
    "Canal preferido, email",
    "Melhor forma de contato, 'Só por e-mail, por favor'",
    "Preferência de contato, Nenhum",
    "Prefere ser contatado pelo WhatsApp?, Não",
    "How should we contact you?, Phone call",
    "Contact preference, No WhatsApp please",
    "Melhor horário para ser contatado, Não quero ser contatado",
  })
  void theChoiceOfAnotherChannelRefusesMessages(String label, String text) {
    assertThat(refused(label, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Melhor horário para ser contatado, No período da tarde",
    "Melhor horário para ser contatado, Não pela manhã",
    "Qual horário podemos te chamar?, No fim do dia",
    "Quando podemos enviar o técnico?, No sábado",
    "Deseja receber contato por, No WhatsApp",
    "Quer receber mensagens por onde?, No celular",
    "Onde quer receber informações?, No meu e-mail e WhatsApp",
    "Preferência de contato, Tanto faz",
    "Preferência de contato, WhatsApp ou e-mail",
    "Como conheceu a loja?, No WhatsApp",
    "Como podemos te chamar?, Noemi",
    "Tem preferência de contato?, Não",
  })
  void aQuestionForATimeOrAPlaceIsNoQuestionForConsent(String label, String text) {
    assertThat(refused(label, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Em que horário podemos entrar em contato?",
        "Como prefere ser chamado?",
        "Data em que posso ser contatado",
        "Qual notificação recebeu?",
        "Deseja receber contato por",
        "Informe seu WhatsApp para receber novidades",
        "Contato via WhatsApp",
        "consent_timestamp",
        "aceite_ip",
        "aceite_data",
        "acceptance_error",
        "privacy_policy_url",
        "gdpr-agreement-html",
        "Consent (Description)",
        "Não desejo receber mensagens",
      })
  void aBlankOptionalAnswerIsNoRefusal(String label) {
    assertThat(refused(label, "")).isFalse();
    assertThat(refused(label, "", "Consentimento", "Sim")).isFalse();
  }

  @Test
  void anEmptyBoxRefusesUnlessAnotherAnswerSaysYes() {
    for (String box : List.of("Aceito os termos e a política de privacidade", "lgpd", "aceite")) {
      assertThat(refused(box, "")).as(box).isTrue();
      assertThat(refused(box, List.of())).as(box).isTrue();
      assertThat(refused(box, "☐")).as(box).isTrue();
      assertThat(refused(box, "", "Aceito receber mensagens", "Sim")).as(box).isFalse();
      assertThat(refused(box, "", "Aceito receber e-mails", "Sim")).as(box).isTrue();
    }
    assertThat(
            refused(
                "Consent (Consent)", "1", "Consent (Text)", "I agree", "Consent (Description)", ""))
        .isFalse();
    assertThat(refused("Consent (Consent)", "", "Consent (Text)", "I agree")).isTrue();
    assertThat(refused("lgpd", "on", "lgpd_text", "", "lgpd_version", "0")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Aceita permuta?",
        "Aceita financiamento?",
        "Aceita cartão?",
        "Aceita animais no imóvel?",
        "Autoriza o uso da sua imagem?",
        "Permite fotos da obra?",
        "Permite visita técnica?",
        "Podemos visitar no sábado?",
        "Aceito compartilhar meus dados com parceiros",
        "Aceita receber ligação?",
        "Aceita receber SMS?",
        "Aceito contato por e-mail",
        "Aceita receber mensagens por e-mail?",
        "Deseja receber catálogo impresso?",
        "Deseja receber mais informações sobre financiamento?",
        "Deseja falar com um vendedor agora?",
        "Tem WhatsApp?",
        "Esse telefone está no WhatsApp?",
        "Já comprou pelo WhatsApp?",
      })
  void aNoToAnUnrelatedQuestionIsNoRefusal(String label) {
    assertThat(refused(label, "Não")).isFalse();
    assertThat(refused(label, "Não", "Aceita receber mensagens no WhatsApp?", "Sim")).isFalse();
    assertThat(refused(label, "Sim", "Aceita receber mensagens no WhatsApp?", "Não")).isTrue();
  }

  @Test
  void aNoToCallsDoesNotUndoAYesToWhatsApp() {
    assertThat(refused("Aceita contato por telefone?", "Não", "Aceita WhatsApp?", "Sim")).isFalse();
    assertThat(refused("Aceita contato por telefone?", "Não", "Aceita os termos?", "Sim")).isTrue();
    assertThat(refused("Aceita contato por telefone?", "Sim", "Aceita WhatsApp?", "Não")).isTrue();
  }

  @Test
  void aYesToANegativeQuestionIsARefusal() {
    String label = "Não desejo receber mensagens";
    for (Object yes : new Object[] {"Sim", "on", true, label, "não quero"}) {
      assertThat(refused(label, yes)).as("%s", yes).isTrue();
    }
    for (Object no : new Object[] {"Não", "0", false, ""}) {
      assertThat(refused(label, no)).as("%s", no).isFalse();
    }
    assertThat(refused("Aceito receber mensagens (não enviamos spam)", "Sim")).isFalse();
    assertThat(refused("Aceito mensagens (posso me descadastrar quando quiser)", "Sim")).isFalse();
    assertThat(refused("Não quero financiamento", "Sim")).isFalse();
  }

  @Test
  void aFieldWithAPhoneAsksForNoConsent() {
    Answer phone =
        new Answer(
            List.of("Digite seu WhatsApp para receber novidades"), List.of(), "98211-0001", false);
    assertThat(FormConsent.asked(phone)).isFalse();
    assertThat(refused("Aceita receber mensagens?", "Não, escreva para rita@example.com")).isTrue();
    assertThat(refused("Aceita receber mensagens?", "Só ligação: 11 3456-7890")).isTrue();
  }

  @Test
  void anyTextMayBeQuestionOrAnswer() {
    LongTexts.readBy(text -> refused("Aceito " + text, text, text, "não " + text));
  }
}
