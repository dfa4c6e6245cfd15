package dev.recado.sales.proactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.recado.Shapes;
import dev.recado.TestDatabase;
import dev.recado.chat.intent.Intents;
import dev.recado.chat.intent.TestBusiness;
import dev.recado.spine.camel.Shape;
import dev.recado.spine.outbox.TestMessages;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.MapAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningWordsTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final UUID event = UUID.randomUUID();
  private final Intents intents = mock(Intents.class);
  private final OpeningWords words =
      new OpeningWords(intents, TestBusiness.ours(), TestMessages.on(DATABASE.jdbc()));
  private final Map<String, Object> body = new HashMap<>();

  @BeforeEach
  void maria() {
    when(intents.compose(any(), any())).thenReturn(Optional.empty());
    body.put("name", "maria da silva");
    body.put("area", "Cozinhas");
    body.put("trigger", "formulario");
    body.put("seller", Map.of("name", "Ana Atendente", "externalId", "501"));
  }

  private MapAssert<String, Object> found() {
    return assertThat(words.find(event, body, null));
  }

  @ParameterizedTest
  @CsvSource({
    "formulario, Cozinhas, abertura_cozinhas",
    "formulario, Banheiros, abertura_banheiros",
    "formulario, , abertura",
    "kommo, , abertura",
    "download, Cozinhas, abertura_download",
    "agendamento, , abertura_agendamento",
  })
  void theTemplateDependsOnTheTriggerOrTheArea(
      String trigger, @Nullable String area, String template) {
    body.put("trigger", trigger);
    body.compute("area", (name, before) -> area);
    found().containsEntry("template", template);
  }

  @Test
  void theContactIsGreetedByTheFirstNameInTheSellersName() {
    found()
        .containsEntry("nome", "Maria")
        .containsEntry("vendedor", "Ana Atendente")
        .containsEntry("responsible", "501")
        .containsEntry("empresa", "Casa Modelo")
        .containsEntry("source", "Site")
        .containsEntry("reply", null);
    verify(intents)
        .compose(
            Map.of(
                "nome", "Maria",
                "vendedor", "Ana Atendente",
                "area", "Cozinhas",
                "motivo", "formulário do site"),
            null);
  }

  @Test
  void theSellerAndTheTeamHearTheWholeName() {
    found().containsEntry("cliente", "Maria da Silva").containsEntry("who", "Maria da Silva");
  }

  @Test
  void theMapHasTheFieldsOfTheKamelet() {
    Shape shape = Shapes.of("compose-opening-action", Map.of());
    Map<String, Object> opening = words.find(event, body, null);
    assertThat(opening.keySet()).hasSameElementsAs(shape.fields().orElseThrow());
    assertThat(shape.misfit(opening)).isEmpty();
    assertThat(shape.misfit(words.find(event, Map.of(), "Cozinhas"))).isEmpty();
  }

  @Test
  void withoutAKnownAreaTheCompanyIsTheSender() {
    body.remove("area");
    found().containsEntry("vendedor", null).containsEntry("responsible", "501");
  }

  @Test
  void aTextThatIsNoNameIsNotUsedInTheGreeting() {
    body.put("name", "www.golpe.example 50% off");
    found().containsEntry("nome", null).containsEntry("who", "contato sem nome");
  }

  @Test
  void theLlmsTextIsTheReply() {
    body.put("message", "Quero uma ilha");
    when(intents.compose(any(), org.mockito.ArgumentMatchers.eq("Quero uma ilha")))
        .thenReturn(Optional.of("Olá, Maria!"));
    found().containsEntry("reply", "Olá, Maria!\n\n" + OpeningWords.WAY_OUT);
  }

  @Test
  void theLlmIsNotAskedAboutAContactThatOptedOut() {
    body.put("optedOut", true);
    found().containsEntry("reply", null);
    verifyNoInteractions(intents);
  }

  @Test
  void aRepeatedRunSaysTheSameWords() {
    said("whatsapp-text", "Olá de novo");
    found().containsEntry("reply", "Olá de novo");
    verifyNoInteractions(intents);
  }

  @Test
  void afterASentTemplateARepeatedRunUsesNoOtherWords() {
    said("whatsapp-template", "Olá!");
    found().containsEntry("reply", null);
    verifyNoInteractions(intents);
  }

  private void said(String kind, String text) {
    DATABASE
        .jdbc()
        .sql(
            """
            with e as (
              insert into event (id, source, event_key, type, subject, state, received_at, raw)
              values (:event, 'opening', :event::text, 'conversation.started', 'x', 'DONE', now(),
                      '')
              returning id)
            insert into outbox (id, event_id, kind, connector, conversation, address, payload,
                                state, scheduled_for, due_at, created_at)
            select gen_random_uuid(), id, :kind, 'waha', 'whatsapp:1', '1',
                   jsonb_build_object('text', :text::text)::text, 'SENT', now(), now(), now()
              from e
            """)
        .param("event", event)
        .param("kind", kind)
        .param("text", text)
        .update();
  }

  @Test
  void theSummaryTellsTheTeamEverything() {
    body.put("origin", "/cozinhas");
    body.put("message", "Quero uma ilha");
    body.put("reason", "Não há vendedor ativo");
    found()
        .containsEntry("source", "/cozinhas")
        .containsEntry(
            "summary",
            """
            Conversa iniciada pelo Recado (formulário do site).
            Área: Cozinhas
            Vendedor: Ana Atendente
            Origem: /cozinhas
            Mensagem do cliente: Quero uma ilha
            Atenção: Não há vendedor ativo""");
  }
}
