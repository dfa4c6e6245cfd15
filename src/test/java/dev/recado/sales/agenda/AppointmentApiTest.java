package dev.recado.sales.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import dev.recado.sales.crm.CrmLinks;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Appointments, days off and calendars through the API. */
class AppointmentApiTest extends SharedHub {

  private static final AtomicInteger NUMBERS = new AtomicInteger(61_000_000);
  private static final String WEEK =
      """
      {"segunda": ["09:00-18:00"], "terça": ["09:00-18:00"], "quarta": ["09:00-18:00"],
       "quinta": ["09:00-18:00"], "sexta": ["09:00-18:00"]}
      """;

  /** A Monday without a holiday, in two to five weeks. */
  private static final LocalDate DAY = monday();

  @Autowired CrmLinks links;
  private final String phone = "55119" + NUMBERS.incrementAndGet();
  private String token = "";
  private long seller;

  private static LocalDate monday() {
    LocalDate day =
        LocalDate.ofInstant(Instant.now(), ZoneId.of("America/Sao_Paulo"))
            .plusDays(14)
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    while (dev.recado.ground.holiday.NationalHolidays.contains(day)) {
      day = day.plusWeeks(1);
    }
    return day;
  }

  /** Each test has its own seller, so that no test takes another test's slots. */
  @BeforeEach
  void signInAndAddASeller() {
    JsonNode answer =
        http.postForObject(
            "/auth/login",
            Map.of("username", "admin", "password", "the password of this test"),
            JsonNode.class);
    token = answer.get("access_token").asText();
    seller =
        jdbc.sql(
                """
                insert into seller (origin, name, phone, hours, created_at, updated_at)
                values ('custom', 'Ana Atendente', ?, ?, now(), now()) returning id
                """)
            .params("55119" + NUMBERS.incrementAndGet(), WEEK)
            .query(Long.class)
            .single();
    jdbc.sql("insert into seller_area (seller, area) values (?, 'Cozinhas')")
        .param(seller)
        .update();
  }

  private Map<String, Object> request(String time) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("telefone", phone);
    body.put("data", DAY.toString());
    body.put("hora", time);
    body.put("vendedor_id", seller);
    return body;
  }

  @Test
  void aBookingIsConfirmedToTheCustomer() {
    Map<String, Object> body = request("15:00");
    body.put("nome", "Maria Silva");
    body.put("assunto", "Projeto da cozinha");
    ResponseEntity<JsonNode> answer = post("/agendamento/request", body);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
    JsonNode made = Objects.requireNonNull(answer.getBody());
    assertThat(made.get("status").asText()).isEqualTo("confirmado");
    assertThat(made.get("inicio").asText()).isEqualTo(DAY + "T15:00-03:00");
    assertThat(made.get("fim").asText()).isEqualTo(DAY + "T15:30-03:00");
    assertThat(made.at("/vendedor/nome").asText()).isEqualTo("Ana Atendente");
    assertThat(made.get("criado_por").asText()).isEqualTo("admin");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql(
                            """
                            select count(*) from outbox
                             where address = ? and payload like '%agenda_confirmado%'
                            """)
                        .param(phone)
                        .query(Long.class)
                        .single()
                    == 1);
  }

  @Test
  void aTakenSlotIsAConflictWithAlternatives() {
    assertThat(post("/agendamento/request", request("10:00")).getStatusCode())
        .isEqualTo(HttpStatus.CREATED);
    Map<String, Object> again = request("10:00");
    again.put("telefone", "5511955554444");
    ResponseEntity<JsonNode> taken = post("/agendamento/request", again);

    assertThat(taken.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
    assertThat(taken.getHeaders().getContentType()).hasToString("application/problem+json");
    JsonNode problem = Objects.requireNonNull(taken.getBody());
    assertThat(problem.get("detail").asText()).contains("já está ocupado");
    assertThat(problem.get("alternativas").findValuesAsText("inicio"))
        .contains(DAY + "T09:30-03:00", DAY + "T10:30-03:00");
  }

  @Test
  void anImpossibleBookingIsRefusedWithASentence() {
    assertThat(refused("data_hora", "2020-01-06T10:00")).contains("já passou");
    assertThat(refused("data_hora", DAY + "T03:00")).contains("Às 03:00 não há atendimento");
    assertThat(refused("data_hora", DAY.minusDays(1) + "T10:00")).contains("aos domingos");
    assertThat(refused("texto", "dia 5 ou 6 às 10h")).contains("mais de um dia ou horário");
    assertThat(refused("texto", "amanhã")).contains("Não entendi a hora");
    assertThat(refused("area", "Jardins")).contains("A área 'Jardins' não existe", "Cozinhas");
    assertThat(refused("vendedor_id", "999999")).contains("não existe ou não está ativo");
  }

  private String refused(String field, Object value) {
    Map<String, Object> body = request("11:00");
    if (field.equals("data_hora") || field.equals("texto")) {
      body.remove("data");
      body.remove("hora");
    }
    body.put(field, value);
    return problem(HttpStatus.UNPROCESSABLE_ENTITY, post("/agendamento/request", body));
  }

  private static String problem(HttpStatus status, ResponseEntity<JsonNode> answer) {
    assertThat(answer.getStatusCode()).as(String.valueOf(answer.getBody())).isEqualTo(status);
    return Objects.requireNonNull(answer.getBody()).get("detail").asText();
  }

  @Test
  void theErrorNamesMissingAndWrongFields() {
    Map<String, Object> body = request("11:00");
    body.put("telefone", "12");
    assertThat(problem(HttpStatus.BAD_REQUEST, post("/agendamento/request", body)))
        .contains("telefone");
    body.remove("telefone");
    assertThat(problem(HttpStatus.BAD_REQUEST, post("/agendamento/request", body)))
        .contains("conversation_id");
    body.put("lead_id", "no such lead");
    assertThat(problem(HttpStatus.NOT_FOUND, post("/agendamento/request", body)))
        .contains("lead_id");
    body.put("telefone", phone);
    body.put("vendedor_id", "Ana");
    assertThat(problem(HttpStatus.BAD_REQUEST, post("/agendamento/request", body)))
        .contains("vendedor_id");
    assertThat(
            problem(
                HttpStatus.BAD_REQUEST, post("/agendamento/request", Map.of("telefone", phone))))
        .contains("data_hora");
    body.put("nome", Map.of("first", "Maria"));
    assertThat(post("/agendamento/request", body).getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
  }

  @Test
  void aCustomerIsFoundByTheLead() {
    String key = dev.recado.spine.outbox.Contacts.conversation(phone);
    jdbc.sql(
            """
            insert into conversation (key, channel, phone, started_at, last_message_at)
            values (?, 'whatsapp', ?, now(), now())
            """)
        .params(key, phone)
        .update();
    links.learn(key, null, "lead of " + phone);
    Map<String, Object> body = request("12:00");
    body.remove("telefone");
    body.put("lead_id", "lead of " + phone);
    ResponseEntity<JsonNode> made = post("/agendamento/request", body);

    assertThat(made.getStatusCode()).isEqualTo(HttpStatus.CREATED);
    assertThat(Objects.requireNonNull(made.getBody()).get("telefone").asText()).isEqualTo(phone);
  }

  @Test
  void anAppointmentIsListedMovedAndCancelled() {
    JsonNode made =
        Objects.requireNonNull(post("/agendamento/request", request("16:00")).getBody());
    String path = "/api/appointments/" + made.get("id").asLong();
    String list = "/api/appointments?seller=" + seller + "&from=" + DAY + "&to=" + DAY;
    assertThat(get(list).findValuesAsText("status")).containsExactly("confirmado");
    assertThat(get(list).toString()).contains("*****").doesNotContain(phone);
    assertThat(get("/api/appointments").findValuesAsText("id"))
        .as("everybody's, of the next 30 days")
        .contains(made.get("id").asText());
    assertThat(get("/api/holidays").findValuesAsText("nome")).contains("Natal");
    String slots = "/api/appointments/slots?seller=" + seller + "&date=" + DAY;
    assertThat(get(slots)).hasSize(17);

    ResponseEntity<JsonNode> moved =
        post(path + "/reschedule", Map.of("data_hora", DAY + "T17:00"));
    assertThat(Objects.requireNonNull(moved.getBody()).get("inicio").asText())
        .isEqualTo(DAY + "T17:00-03:00");
    ResponseEntity<JsonNode> off = post(path + "/cancel", Map.of("motivo", "Vendedora doente"));
    assertThat(Objects.requireNonNull(off.getBody()).get("status").asText()).isEqualTo("cancelado");
    assertThat(problem(HttpStatus.NOT_FOUND, post(path + "/cancel", Map.of())))
        .contains("Não encontrei");
    assertThat(get(slots)).hasSize(18);
  }

  @Test
  void aDayOffIsSetBlocksAppointmentsAndIsRemoved() {
    LocalDate day = DAY.plusDays(1);
    String path = "/api/holidays/" + day;
    assertThat(exchange(HttpMethod.PUT, path, Map.of()).getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
    ResponseEntity<JsonNode> set = exchange(HttpMethod.PUT, path, Map.of("nome", "Inventário"));
    assertThat(Objects.requireNonNull(set.getBody()).get("origem").asText()).isEqualTo("casa");
    assertThat(get(path).get("nome").asText()).isEqualTo("Inventário");
    assertThat(get("/api/holidays?year=" + day.getYear()).findValuesAsText("nome"))
        .contains("Inventário", "Natal");
    Map<String, Object> body = request("10:00");
    body.put("data", day.toString());
    assertThat(problem(HttpStatus.UNPROCESSABLE_ENTITY, post("/agendamento/request", body)))
        .contains("Inventário");

    assertThat(exchange(HttpMethod.DELETE, path, null).getStatusCode())
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(exchange(HttpMethod.GET, path, null).getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
  }

  @Test
  void aCalendarAddressWorksWithoutLoginUntilItIsRenewed() {
    post("/agendamento/request", request("14:00"));
    String url = get("/api/sellers/" + seller + "/calendar").get("url").asText();
    ResponseEntity<String> calendar = http.getForEntity(url, String.class);
    assertThat(calendar.getHeaders().getContentType()).hasToString("text/calendar;charset=UTF-8");
    assertThat(calendar.getBody()).startsWith("BEGIN:VCALENDAR").contains("T140000");

    HttpHeaders known = new HttpHeaders();
    known.setIfNoneMatch(Objects.requireNonNull(calendar.getHeaders().getETag()));
    assertThat(
            http.exchange(url, HttpMethod.GET, new HttpEntity<>(known), String.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.NOT_MODIFIED);
    post("/agendamento/request", request("16:00"));
    assertThat(http.exchange(url, HttpMethod.GET, new HttpEntity<>(known), String.class).getBody())
        .contains("T160000");

    exchange(HttpMethod.DELETE, "/api/sellers/" + seller + "/calendar", null);
    assertThat(http.getForEntity(url, String.class).getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(http.getForEntity("/api/holidays", String.class).getStatusCode())
        .isEqualTo(HttpStatus.UNAUTHORIZED);
  }

  private ResponseEntity<JsonNode> post(String path, Object body) {
    return exchange(HttpMethod.POST, path, body);
  }

  private JsonNode get(String path) {
    return Objects.requireNonNull(exchange(HttpMethod.GET, path, null).getBody());
  }

  private ResponseEntity<JsonNode> exchange(
      HttpMethod method, String path, @org.jspecify.annotations.Nullable Object body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    return http.exchange(path, method, new HttpEntity<>(body, headers), JsonNode.class);
  }
}
