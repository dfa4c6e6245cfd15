package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.holiday.NationalHolidays;
import dev.recado.spine.outbox.Contacts;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each endpoint of the system that was replaced, under its own name (seeds/3). */
@Tag("hub")
@ResourceLock(KommoSystem.LOCK)
class KommoEndpointsTest {

  private static final String PHONE = "5521976540077";
  private static final long LEAD = 28_700_001;
  private static final long CONTACT = 93_700_001;
  private static final HubProcess HUB = KommoSystem.started();
  private static final Operator OPERATOR = KommoSystem.OPERATOR;

  /** Adds a contact of Ana's who has written, and whose records Kommo has reported. */
  @BeforeAll
  static void aContactOfAnas() {
    KommoSystem.KOMMO.addLead(LEAD, "Lead pelo WhatsApp", KommoSystem.ANA);
    KommoSystem.KOMMO.addContact(CONTACT, "Maria Silva", PHONE, LEAD);
    OPERATOR.post(
        "/start-proactive",
        """
        {"phone": "%s", "name": "Maria Silva", "area": "Cozinhas", "lead_id": "%d", "contact_id": "%d"}
        """
            .formatted(PHONE, LEAD, CONTACT));
    Customer maria = new Customer(HUB, PHONE);
    maria.hears();
    maria.says("Oi, bom dia!");
    maria.hears();
    await().atMost(Duration.ofSeconds(60)).until(() -> !KommoSystem.KOMMO.notes(LEAD).isEmpty());
  }

  /**
   * One row of the table.
   *
   * @param call the method and the path
   * @param body the body to send, or null
   * @param status the expected status
   * @param fields paths into the JSON with the expected text; {@code *} stands for any
   */
  private record Row(String call, @Nullable String body, int status, List<String> fields) {

    Arguments named() {
      return Arguments.argumentSet(call, this);
    }
  }

  private static Arguments row(String call, @Nullable String body, int status, String... fields) {
    return new Row(call, body, status, List.of(fields)).named();
  }

  static Stream<Arguments> all26() {
    return Stream.of(
        row("GET /version", null, 200, "/name recado", "/version *"),
        row(
            "GET /stats",
            null,
            200,
            "/eventos/DONE *",
            "/conversas/total *",
            "/vendedores/ativos *"),
        row("GET /health", null, 200, "/status UP"),
        row("GET /debug/conversations", null, 200, "/iniciadas *", "/conversas/0/telefone *"),
        row("GET /test-kommo-connectivity", null, 200, "/status ok", "/users *"),
        row("GET /test-integration", null, 200, "/status *", "/integracoes/kommo UP"),
        row("POST /create-test-note/" + LEAD, null, 201, "/lead_id " + LEAD, "/note_id *"),
        row("GET /vendedores", null, 200, "/vendedores/0/nome *", "/total *"),
        row(
            "GET /vendedores/reais",
            null,
            200,
            "/vendedores/0/nome Ana Atendente",
            "/vendedores/0/tipo real"),
        row("GET /vendedores/dinamicos", null, 200, "/vendedores/0/leads_abertos *"),
        row(
            "POST /vendedores/adicionar",
            "{\"nome\": \"Bruno\", \"telefone\": \"(21) 90000-3333\", \"areas\": [\"Banheiros\"]}",
            201,
            "/nome Bruno",
            "/tipo customizado",
            "/areas/0 Banheiros"),
        row("POST /vendedores/sincronizar", null, 200, "/mensagem *"),
        row("POST /sincronizar/vendedores", null, 200, "/mensagem *"),
        row(
            "POST /start-proactive",
            "{\"phone\": \"%s\", \"name\": \"Maria Silva\", \"area\": \"Cozinhas\"}"
                .formatted(PHONE),
            200,
            "/status already_running",
            "/conversation_id " + Contacts.conversation(PHONE),
            "/vendedor/id_kommo " + KommoSystem.ANA,
            "/vendedor/nome Ana Atendente"),
        row("GET /conversations/active", null, 200, "/conversas/0/conversation_id *", "/total *"),
        row(
            "POST /send-response",
            "{\"phone\": \"%s\", \"message\": \"Seu projeto está pronto.\"}".formatted(PHONE),
            202,
            "/status queued",
            "/id *"),
        row(
            "POST /bot-control",
            "{\"action\": \"status\", \"lead_id\": \"%d\"}".formatted(LEAD),
            200,
            "/action status",
            "/bot_ativo true",
            "/conversation_id " + Contacts.conversation(PHONE)),
        row(
            "POST /vendedor/comandos",
            "{\"comando\": \"#status %d\", \"telefone\": \"%s\"}"
                .formatted(LEAD, KommoSystem.ANAS_PHONE),
            200,
            "/status ok",
            "/mensagem O robô responde a esta conversa."),
        row(
            "POST /agendamento/request",
            "{\"lead_id\": \"%d\", \"data\": \"%s\", \"hora\": \"10:00\"}"
                .formatted(LEAD, workday()),
            201,
            "/status confirmado",
            "/vendedor/id_kommo " + KommoSystem.ANA,
            "/vendedor/nome Ana Atendente"),
        row("GET /vendedor/conversa/" + PHONE, null, 200, "/nome Ana Atendente"),
        row("GET /vendedor/contato/" + CONTACT, null, 200, "/nome Ana Atendente"),
        row("GET /vendedor/lead/" + LEAD, null, 200, "/nome Ana Atendente"),
        row("GET /webhooks/test", null, 200, "/webhooks/0/source *"),
        row("GET /test-kommo-lead/" + LEAD, null, 200, "/id " + LEAD),
        row(
            "DELETE /reset/conversations?phone=5521900009999",
            null,
            200,
            "/encerradas 0",
            "/retomadas 0",
            "/mensagem *"));
  }

  @ParameterizedTest
  @MethodSource("all26")
  void eachEndpointAnswersAsItsCallersExpect(Row row) {
    String[] call = row.call().split(" ", 2);
    Operator.Answer answer = OPERATOR.call(call[0], call[1], row.body());
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(row.status());
    for (String field : row.fields()) {
      String[] expected = field.split(" ", 2);
      JsonNode value = answer.body().at(expected[0]);
      assertThat(value.isMissingNode()).as("%s in %s", field, answer.body()).isFalse();
      if (!expected[1].equals("*")) {
        assertThat(value.asText()).as(answer.body().toString()).isEqualTo(expected[1]);
      }
    }
  }

  /** Leads of Ana's that are older than the hub; each row uses one of its own. */
  static Stream<Arguments> older() {
    return Stream.of(
        row("GET /vendedor/lead/28600001", null, 200, "/nome Ana Atendente", "/id_kommo *"),
        row("GET /vendedor/contato/93600002", null, 200, "/nome Ana Atendente"),
        row(
            "POST /bot-control",
            "{\"action\": \"pause\", \"lead_id\": 28600003}",
            200,
            "/action pause",
            "/bot_ativo false",
            "/conversation_id whatsapp:552176550003"),
        row(
            "POST /bot-control",
            "{\"action\": \"resume\", \"contact_id\": \"93600004\"}",
            200,
            "/action resume"),
        row(
            "POST /vendedor/comandos",
            "{\"comando\": \"/assumir 28600005\", \"telefone\": \"%s\"}"
                .formatted(KommoSystem.ANAS_PHONE),
            200,
            "/action pause",
            "/responsavel Ana Atendente"),
        row(
            "POST /send-response",
            "{\"lead_id\": \"28600006\", \"message\": \"Oi!\"}",
            202,
            "/status queued"),
        row(
            "POST /agendamento/request",
            "{\"lead_id\": 28600007, \"data\": \"%s\", \"hora\": \"15:00\"}".formatted(workday()),
            201,
            "/telefone 5521976550007",
            "/vendedor/nome Ana Atendente"));
  }

  @ParameterizedTest
  @MethodSource("older")
  void aLeadThatIsOlderThanTheHubIsReadFromKommo(Row row) {
    for (int n = 1; n <= 7; n++) {
      KommoSystem.KOMMO.addLead(28_600_000 + n, "Lead antigo", KommoSystem.ANA);
      KommoSystem.KOMMO.addContact(
          93_600_000 + n, "Cliente antigo", "+55 21 97655-000" + n, 28_600_000 + n);
    }
    eachEndpointAnswersAsItsCallersExpect(row);
  }

  /** The endpoint that people do not call: Kommo calls it, also with its secret in the query. */
  @Test
  void theWebhookOfKommoIsTheTwentySixth() throws Exception {
    assertThat(all26()).hasSize(25);
    byte[] body = Samples.bytes("kommo/webhook-leads-add.form");
    String type = "application/x-www-form-urlencoded";
    String inQuery = KommoSystem.HOOK.replace("kommo/", "kommo?token=");
    assertThat(new Invoices(HUB).post(inQuery, body, "Content-Type", type).statusCode())
        .isEqualTo(202);
    assertThat(new Invoices(HUB).post("/webhooks/kommo", body, "Content-Type", type).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("all26")
  void onlyTheVersionAndTheHealthAreToldToStrangers(Row row) {
    String[] call = row.call().split(" ", 2);
    int status = OPERATOR.stranger(call[0], call[1], row.body()).status();
    boolean open = List.of("/version", "/health").contains(call[1]);
    assertThat(status).isEqualTo(open ? 200 : 401);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        row("POST /start-proactive", "{\"phone\": \"123\"}", 400, "phone"),
        row(
            "POST /bot-control",
            "{\"action\": \"explode\", \"phone\": \"%s\"}".formatted(PHONE),
            400,
            "'pause', 'resume' ou 'status'"),
        row("POST /bot-control", "{\"action\": \"pause\"}", 400, "Informe de quem se trata"),
        row(
            "POST /bot-control",
            "{\"action\": \"pause\", \"lead_id\": \"1\"}",
            404,
            "não é de ninguém que o Recado conheça"),
        row("POST /vendedor/comandos", "{\"comando\": \"oi\"}", 400, "/assumir"),
        row(
            "POST /vendedor/comandos",
            "{\"comando\": \"/assumir %d\", \"telefone\": \"5511911112222\"}".formatted(LEAD),
            403,
            "só para vendedores"),
        row(
            "POST /vendedores/adicionar",
            "{\"nome\": \"Bia\", \"areas\": [\"Jardins\"]}",
            400,
            "Jardins"),
        row("GET /vendedor/lead/1", null, 404, "não é conhecido"),
        row(
            "POST /agendamento/request",
            "{\"phone\": \"%s\", \"data_hora\": \"2020-01-02T10:00\"}".formatted(PHONE),
            422,
            "já passou"),
        row(
            "POST /agendamento/request",
            "{\"phone\": \"%s\", \"data\": \"%s\", \"hora\": \"03:00\"}"
                .formatted(PHONE, workday()),
            422,
            "não há atendimento"),
        row("POST /create-test-note/1", null, 404, "Kommo"),
        row("POST /send-response", "{}", 400, "conversation_id"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whoAsksForWhatCannotBeIsToldWhyInPortuguese(Row row) {
    String[] call = row.call().split(" ", 2);
    Operator.Answer answer = OPERATOR.call(call[0], call[1], row.body());
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(row.status());
    assertThat(answer.type()).startsWith("application/problem+json");
    assertThat(answer.body().path("detail").asText()).contains(row.fields().get(0));
  }

  /**
   * A workday of Ana's, who works from Monday to Friday; a week ahead, so that the notice is long
   * enough.
   */
  private static String workday() {
    LocalDate day = LocalDate.now(ZoneId.of("America/Sao_Paulo")).plusDays(7);
    while (day.getDayOfWeek().getValue() > 5 || NationalHolidays.contains(day)) {
      day = day.plusDays(1);
    }
    return day.toString();
  }
}
