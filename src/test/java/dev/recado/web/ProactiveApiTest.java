package dev.recado.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.recado.conversation.Addresses;
import dev.recado.conversation.Answers;
import dev.recado.crm.CrmLinks;
import dev.recado.opening.Opening;
import dev.recado.opening.Openings;
import dev.recado.opening.Openings.Outcome;
import dev.recado.opening.Openings.Request;
import dev.recado.opening.Openings.Status;
import dev.recado.outbox.Contacts;
import dev.recado.seller.LeadOwner;
import dev.recado.seller.Seller;
import dev.recado.seller.Sellers;
import dev.recado.seller.WorkingHours;
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
 * The endpoints of the conversations that the hub begins, with the field names of the former
 * system.
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

  private final Openings openings = mock(Openings.class);
  private final LeadOwner owner = mock(LeadOwner.class);
  private final Sellers sellers = mock(Sellers.class);
  private final Contacts contacts = mock(Contacts.class);
  private final Answers answers = mock(Answers.class);
  private final CrmLinks links = mock(CrmLinks.class);
  private final Addresses addresses = mock(Addresses.class);
  private final MockMvc web =
      MockMvcBuilders.standaloneSetup(
              new ProactiveController(openings, new OpeningViews(sellers, contacts), owner),
              new ResponseController(answers, new Customers(addresses, links, openings)))
          .setControllerAdvice(new Problems())
          .setMessageConverters(
              new MappingJackson2HttpMessageConverter(Jackson2ObjectMapperBuilder.json().build()))
          .build();

  @BeforeEach
  void anaHasMaria() {
    when(sellers.of(MARIA)).thenReturn(Optional.of(ANA));
    when(contacts.of(anyString())).thenReturn(Contacts.Standing.NONE);
    when(openings.start(any())).thenReturn(outcome(Status.STARTED, null));
  }

  private static Outcome outcome(Status status, @Nullable String reason) {
    return new Outcome(ID, status, ANA, "Cozinhas", reason);
  }

  private static Opening opening() {
    return new Opening(
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
        new Opening.Word("CUSTOMER", "oi", NOON.plusSeconds(90)));
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
        .andExpect(jsonPath("$.conversation_id").value(ID.toString()))
        .andExpect(jsonPath("$.status").value("started"))
        .andExpect(jsonPath("$.vendedor.nome").value("Ana Atendente"))
        .andExpect(jsonPath("$.vendedor.id_kommo").value("501"))
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
        "{\"telefone\": \"123\"}|O campo 'phone' (ou 'telefone') não é um número de telefone."
            + " Escreva com DDD, por exemplo (11) 98765-4321.",
        "{\"phone\": {}}|The field 'phone' of the body has not the shape it must have.",
        "[|The body is missing or no JSON of this shape.",
      })
  void whatCannotBeABeginningIsToldInWords(String body, String detail) throws Exception {
    send("/start-proactive", body)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.detail").value(detail));
    verifyNoInteractions(openings);
  }

  @Test
  void whatRunsIsShownWithItsSellerAndItsLastWord() throws Exception {
    when(openings.running(100)).thenReturn(List.of(opening()));
    when(contacts.of("5511987654321"))
        .thenReturn(new Contacts.Standing(null, null, NOON, "Ana Atendente", null));
    web.perform(get("/conversations/active"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.total").value(1))
        .andExpect(jsonPath("$.conversas[0].conversation_id").value(ID.toString()))
        .andExpect(jsonPath("$.conversas[0].telefone").value("5511987654321"))
        .andExpect(jsonPath("$.conversas[0].vendedor.nome").value("Ana Atendente"))
        .andExpect(jsonPath("$.conversas[0].area").value("Cozinhas"))
        .andExpect(jsonPath("$.conversas[0].gatilho").value("formulario"))
        .andExpect(jsonPath("$.conversas[0].lead_id").value("28"))
        .andExpect(jsonPath("$.conversas[0].ultima_mensagem.texto").value("oi"))
        .andExpect(jsonPath("$.conversas[0].repeticoes.total").value(1))
        .andExpect(jsonPath("$.conversas[0].bot").value("pausado"));
  }

  @Test
  void everythingIsShownWithItsCounts() throws Exception {
    when(openings.counts()).thenReturn(new Openings.Counts(3, 1, 2));
    when(openings.recent(anyInt())).thenReturn(List.of(opening()));
    web.perform(get("/debug/conversations?limit=5"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.iniciadas").value(3))
        .andExpect(jsonPath("$.ativas").value(1))
        .andExpect(jsonPath("$.repetidas").value(2))
        .andExpect(jsonPath("$.conversas[0].bot").value("ativo"));
    verify(openings).recent(5);
  }

  @Test
  void oneOrAllAreEnded() throws Exception {
    when(openings.end(eq(Optional.of(MARIA)), anyString())).thenReturn(1);
    when(openings.end(eq(Optional.empty()), anyString())).thenReturn(4);
    web.perform(delete("/reset/conversations?telefone=11987654321"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.encerradas").value(1));
    web.perform(
            delete("/reset/conversations")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"phone\": \"(11) 98765-4321\"}"))
        .andExpect(jsonPath("$.mensagem").value("1 conversa encerrada."));
    web.perform(delete("/reset/conversations"))
        .andExpect(jsonPath("$.mensagem").value("4 conversas encerradas."));
    web.perform(delete("/reset/conversations?phone=x")).andExpect(status().isBadRequest());
    web.perform(delete("/reset/conversations?phone=")).andExpect(status().isBadRequest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"conversation_id\": \"0c9c9d2e-3f43-4c7a-9a53-0d5f6a1a7b10\"",
        "\"conversation\": \"whatsapp:551187654321\"",
        "\"phone\": \"11987654321\"",
        "\"telefone\": \"(11) 98765-4321\"",
        "\"lead_id\": 28",
        "\"contact_id\": \"93\"",
      })
  void somebodysWordsGoToTheContactHoweverHeIsNamed(String whose) throws Exception {
    when(openings.byId(ID)).thenReturn(Optional.of(opening()));
    when(links.byLead("28")).thenReturn(Optional.of(new CrmLinks.Link(MARIA, "93", "28")));
    when(links.byContact("93")).thenReturn(Optional.of(new CrmLinks.Link(MARIA, "93", "28")));
    when(addresses.address(MARIA)).thenReturn(Optional.of("5511987654321"));
    when(answers.say("5511987654321", "Já vejo")).thenReturn(ID);
    send("/send-response", "{" + whose + ", \"message\": \"Já vejo\"}")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.id").value(ID.toString()))
        .andExpect(jsonPath("$.status").value("queued"));
  }

  @Test
  void withoutWordsTheHubAnswersAnew() throws Exception {
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
        "{\"phone\": \"abc\"}|400|O campo 'phone' (ou 'telefone') não é um número de telefone.",
        "{\"conversation_id\": \"abc\"}|404|O campo 'conversation_id' não é de ninguém que o Recado"
            + " conheça.",
        "{\"lead_id\": \"9\"}|404|O campo 'lead_id' não é de ninguém que o Recado conheça.",
        "{\"contact_id\": 9}|404|O campo 'contact_id' não é de ninguém que o Recado conheça.",
        "{\"conversation\": \"whatsapp:1\", \"message\": \"oi\"}|404|O campo 'conversation_id' não é"
            + " de ninguém que o Recado conheça.",
        "{\"phone\": \"11987654321\"}|400|O contato ainda não escreveu nada: informe 'message' (ou"
            + " 'mensagem').",
      })
  void whoeverIsNotFoundIsToldInWords(String body, int status, String detail) throws Exception {
    send("/send-response", body)
        .andExpect(status().is(status))
        .andExpect(jsonPath("$.detail").value(detail));
  }
}
