package dev.recado.sales.inbox;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.recado.api.web.Problems;
import dev.recado.chat.conversation.Chats;
import dev.recado.chat.conversation.ConversationIds;
import dev.recado.chat.conversation.Identities;
import dev.recado.chat.turn.Answers;
import dev.recado.chat.turn.ResponseController;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.sales.handover.HandOvers;
import dev.recado.sales.proactive.ProactiveConversation;
import dev.recado.sales.proactive.ProactiveConversations;
import dev.recado.sales.proactive.ProactiveConversations.Outcome;
import dev.recado.sales.proactive.ProactiveConversations.Request;
import dev.recado.sales.proactive.ProactiveConversations.Status;
import dev.recado.sales.seller.LeadOwner;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.TestCustomers;
import dev.recado.sales.seller.WorkingHours;
import dev.recado.spine.outbox.Customers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/**
 * The endpoints for conversations that the hub begins, with the field names of the former system.
 */
class ProactiveApiTest {

  private static final UUID ID = UUID.fromString("0c9c9d2e-3f43-4c7a-9a53-0d5f6a1a7b10");
  private static final String MARIA = "whatsapp:551187654321";
  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final Seller ANA =
      new Seller(
          7,
          "Ana Atendente",
          null,
          null,
          List.of("Cozinhas"),
          "kommo",
          "501",
          true,
          WorkingHours.USUAL);

  private final ProactiveConversations openings = mock(ProactiveConversations.class);
  private final LeadOwner owner = mock(LeadOwner.class);
  private final Answers answers = mock(Answers.class);
  private final CrmLinks links = mock(CrmLinks.class);
  private final Identities identities = mock(Identities.class);
  private final Chats chats = mock(Chats.class);
  private final HandOvers handOvers = mock(HandOvers.class);
  private final Customers customers =
      TestCustomers.of(
          identities,
          new CrmPeople(links, identities, List.of()),
          owner,
          new ConversationIds(
              identities, id -> openings.byId(id).map(ProactiveConversation::conversation)));
  private final MockMvc web =
      MockMvcBuilders.standaloneSetup(
              new ProactiveController(
                  openings,
                  mock(ConversationQueries.class),
                  mock(ConversationViews.class),
                  chats,
                  handOvers,
                  customers,
                  owner),
              new ResponseController(answers, customers))
          .setControllerAdvice(new Problems())
          .setMessageConverters(
              new MappingJackson2HttpMessageConverter(Jackson2ObjectMapperBuilder.json().build()))
          .build();

  @BeforeEach
  void anaHasMaria() {
    when(chats.forget(any())).thenReturn(new Chats.Forgotten(3, 2, 1));
    when(openings.start(any())).thenReturn(outcome(Status.STARTED, null));
  }

  private static Outcome outcome(Status status, @Nullable String reason) {
    return new Outcome(ID, status, ANA, "Cozinhas", reason);
  }

  private static ProactiveConversation opening() {
    return new ProactiveConversation(
        ID,
        MARIA,
        "5511987654321",
        "Maria Silva",
        null,
        "Cozinhas",
        "formulario",
        null,
        null,
        "28",
        null,
        7L,
        null,
        NOON,
        null,
        null,
        1,
        NOON.plusSeconds(60),
        "kommo",
        new ProactiveConversation.Word("CUSTOMER", "oi", NOON.plusSeconds(90)));
  }

  private ResultActions send(String path, String body) throws Exception {
    return web.perform(post(path).contentType(MediaType.APPLICATION_JSON).content(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone\": \"(11) 98765-4321\", \"name\": \"Maria\", \"area\": \"Cozinhas\","
            + " \"lead_id\": \"28\", \"contact_id\": \"93\", \"trigger\": \"download\","
            + " \"message\": \"oi\"}",
        "{\"telefone\": \"11987654321\", \"nome\": \"Maria\", \"area\": \"Cozinhas\","
            + " \"lead_id\": 28, \"contact_id\": 93, \"gatilho\": \"download\","
            + " \"mensagem\": \"oi\"}",
      })
  void aConversationIsBegunUnderBothSetsOfNames(String body) throws Exception {
    send("/start-proactive", body)
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.conversation_id").value(MARIA))
        .andExpect(jsonPath("$.id").value(ID.toString()))
        .andExpect(jsonPath("$.status").value("started"))
        .andExpect(jsonPath("$.vendedor.nome").value("Ana Atendente"))
        .andExpect(jsonPath("$.vendedor.id_kommo").value(501))
        .andExpect(jsonPath("$.area").value("Cozinhas"))
        .andExpect(jsonPath("$.mensagem").value("Conversa iniciada com Ana Atendente."));
    verify(openings)
        .start(
            new Request(
                "5511987654321", "Maria", null, "Cozinhas", "download", "oi", null, "28", "93"));
  }

  @Test
  void aRepeatIsNoError() throws Exception {
    when(openings.start(any()))
        .thenReturn(outcome(Status.ALREADY_RUNNING, "Não há vendedor ativo"));
    send("/start-proactive", "{\"phone\": \"11987654321\"}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status").value("already_running"))
        .andExpect(
            jsonPath("$.mensagem")
                .value(
                    "Já há uma conversa em andamento com este contato; o pedido foi anotado."
                        + " Atenção: Não há vendedor ativo."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|O campo 'phone' (ou 'telefone') está vazio.",
        "{\"phone\": \" \"}|O campo 'phone' (ou 'telefone') está vazio.",
        "{\"telefone\": \"123\"}|O campo 'phone' (ou 'telefone') não é um número de telefone: tem dígitos de menos."
            + " Escreva com DDD, por exemplo (11) 98765-4321.",
        "{\"phone\": {}}|The field 'phone' of the body does not have the required shape.",
        "[|The body is missing or no JSON of this shape.",
      })
  void anImpossibleStartIsRefusedInWords(String body, String detail) throws Exception {
    send("/start-proactive", body)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.detail").value(detail));
    verifyNoInteractions(openings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?telefone=11987654321",
        "?phone=(11) 98765-4321",
        "?conversation_id=whatsapp:551187654321",
        "?conversation_id=0c9c9d2e-3f43-4c7a-9a53-0d5f6a1a7b10",
        "?phone=5511987654321@c.us",
      })
  void oneConversationIsResetByAnyOfItsIds(String whose) throws Exception {
    when(openings.byId(ID)).thenReturn(Optional.of(opening()));
    when(openings.end(eq(Optional.of(MARIA)), anyString())).thenReturn(1);
    when(handOvers.giveBackAll(eq(Optional.of(MARIA)), any())).thenReturn(1);
    web.perform(delete("/reset/conversations" + whose))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.encerradas").value(1))
        .andExpect(jsonPath("$.retomadas").value(1))
        .andExpect(jsonPath("$.dialogos").value(2))
        .andExpect(jsonPath("$.fatos").value(1));
    verify(chats).forget(Optional.of(MARIA));
  }

  @Test
  void allConversationsAreResetAndTheAnswerTellsTheCounts() throws Exception {
    when(openings.end(eq(Optional.empty()), anyString())).thenReturn(4);
    when(handOvers.giveBackAll(eq(Optional.empty()), any())).thenReturn(3);
    web.perform(delete("/reset/conversations"))
        .andExpect(
            jsonPath("$.mensagem")
                .value(
                    "Conversas encerradas: 4; robô retomado: 3; diálogos interrompidos: 2; dados de"
                        + " diálogo apagados: 1. As mensagens ficam."));
    web.perform(
            delete("/reset/conversations")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"phone\": \"(21) 97654-0001\"}"))
        .andExpect(jsonPath("$.encerradas").value(0));
    web.perform(delete("/reset/conversations?phone=x")).andExpect(status().isBadRequest());
    web.perform(delete("/reset/conversations?phone=")).andExpect(status().isBadRequest());
  }

  @Test
  void aLeadOfTheCrmIsEnoughForAStart() throws Exception {
    when(links.byLead("28")).thenReturn(Optional.of(new CrmLinks.Link(MARIA, "93", "28")));
    when(identities.address(MARIA)).thenReturn(Optional.of("5511987654321"));
    send("/start-proactive", "{\"lead_id\": 28, \"area\": \"Cozinhas\"}")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.conversation_id").value(MARIA));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"conversation_id\": \"0c9c9d2e-3f43-4c7a-9a53-0d5f6a1a7b10\"",
        "\"conversation\": \"whatsapp:551187654321\"",
        "\"conversation_id\": \"5511987654321@c.us\"",
        "\"conversation_id\": \"11 98765-4321\"",
        "\"phone\": \"whatsapp:551187654321\"",
        "\"phone\": \"11987654321\"",
        "\"telefone\": \"(11) 98765-4321\"",
        "\"lead_id\": 28",
        "\"contact_id\": \"93\"",
      })
  void aGivenMessageGoesToTheContactByAnyOfTheIds(String whose) throws Exception {
    when(openings.byId(ID)).thenReturn(Optional.of(opening()));
    when(links.byLead("28")).thenReturn(Optional.of(new CrmLinks.Link(MARIA, "93", "28")));
    when(links.byContact("93")).thenReturn(Optional.of(new CrmLinks.Link(MARIA, "93", "28")));
    when(identities.address(MARIA)).thenReturn(Optional.of("5511987654321"));
    when(answers.say("5511987654321", "Já vejo")).thenReturn(ID);
    send("/send-response", "{" + whose + ", \"message\": \"Já vejo\"}")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.id").value(ID.toString()))
        .andExpect(jsonPath("$.status").value("queued"));
  }

  @Test
  void withoutAMessageTheHubAnswersAgain() throws Exception {
    when(answers.anew(MARIA)).thenReturn(Optional.of(ID));
    send("/send-response", "{\"phone\": \"11987654321\", \"mensagem\": \" \"}")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.id").value(ID.toString()))
        .andExpect(jsonPath("$.status").value("answering"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|Informe de quem se trata: 'phone' (ou 'telefone'), 'conversation_id', 'contact_id'"
            + " ou 'lead_id'.",
        "{\"phone\": \"abc\"}|400|O campo 'phone' (ou 'telefone') não é um número de telefone: não traz número nenhum.",
        "{\"conversation_id\": \"abc\"}|404|O campo 'conversation_id' não é de ninguém que o Recado"
            + " conheça.",
        "{\"lead_id\": \"9\"}|404|O campo 'lead_id' não é de ninguém que o Recado conheça.",
        "{\"contact_id\": 9}|404|O campo 'contact_id' não é de ninguém que o Recado conheça.",
        "{\"conversation\": \"whatsapp:1\", \"message\": \"oi\"}|404|O campo 'conversation_id' não é"
            + " de ninguém que o Recado conheça.",
        "{\"phone\": \"11987654321\"}|400|O contato ainda não escreveu nada: informe 'message' (ou"
            + " 'mensagem').",
      })
  void anUnknownContactIsRefusedInWords(String body, int status, String detail) throws Exception {
    send("/send-response", body)
        .andExpect(status().is(status))
        .andExpect(jsonPath("$.detail").value(detail));
  }
}
