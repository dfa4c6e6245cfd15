package dev.recado.sales.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Time off, kinds of appointments and missed appointments through the API. */
class TimeOffApiTest extends SharedHub {

  private static final AtomicInteger NUMBERS = new AtomicInteger(71_000_000);
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  /** A Monday without a holiday, in three to five weeks. */
  private static final LocalDate DAY = monday();

  private final String phone = "55119" + NUMBERS.incrementAndGet();
  private String token = "";
  private long seller;

  private static LocalDate monday() {
    LocalDate day =
        LocalDate.ofInstant(Instant.now(), ZONE)
            .plusDays(21)
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    while (dev.recado.ground.holiday.NationalHolidays.contains(day)) {
      day = day.plusWeeks(1);
    }
    return day;
  }

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
                values ('custom', 'Ana Atendente', ?, '{"segunda": ["09:00-18:00"]}', now(), now())
                returning id
                """)
            .param("55119" + NUMBERS.incrementAndGet())
            .query(Long.class)
            .single();
  }

  @AfterEach
  void noKindsForOtherTests() {
    jdbc.sql("update appointment_kind set deleted_at = now(), active = false").update();
  }

  private ResponseEntity<JsonNode> book(String time, @Nullable String kind) {
    Map<String, Object> body = new java.util.LinkedHashMap<>();
    body.put("telefone", phone);
    body.put("data_hora", DAY + "T" + time);
    body.put("vendedor_id", seller);
    if (kind != null) {
      body.put("tipo", kind);
    }
    return call(HttpMethod.POST, "/agendamento/request", body);
  }

  private String timeOff() {
    return "/api/sellers/" + seller + "/time-off";
  }

  private ResponseEntity<JsonNode> off(Map<String, Object> body) {
    return call(HttpMethod.POST, timeOff(), body);
  }

  @Test
  void aVacationCountsItsAppointmentsAndRefusesNewOnesWithoutItsReason() {
    book("10:00", null);
    ResponseEntity<JsonNode> added =
        off(Map.of("de", DAY.toString(), "ate", DAY.plusDays(6).toString(), "motivo", "Cirurgia"));

    assertThat(added.getStatusCode()).isEqualTo(HttpStatus.CREATED);
    assertThat(body(added).get("horarios_marcados").asInt()).isEqualTo(1);
    assertThat(body(added).get("ate").asText()).isEqualTo(DAY.plusDays(6).toString());
    ResponseEntity<JsonNode> refused = book("11:00", null);
    assertThat(problem(HttpStatus.UNPROCESSABLE_ENTITY, refused))
        .contains("não está disponível")
        .doesNotContain("Cirurgia");
    assertThat(body(refused).get("alternativas")).isNotEmpty();
    assertThat(get("/api/appointments/slots?seller=" + seller + "&date=" + DAY)).isEmpty();

    String path = timeOff() + "/" + body(added).get("id").asLong();
    assertThat(call(HttpMethod.DELETE, path, null).getStatusCode())
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(problem(HttpStatus.NOT_FOUND, call(HttpMethod.DELETE, path, null)))
        .contains("não tem ausência");
    assertThat(get("/api/appointments/slots?seller=" + seller + "&date=" + DAY)).hasSize(17);
  }

  @Test
  void aWeeklyHourIsListedAndBlocksEachWeek() {
    ResponseEntity<JsonNode> added =
        off(Map.of("dia_da_semana", "Segunda-feira", "de", "12:00", "ate", "13:00"));

    assertThat(body(added).get("dia_da_semana").asText()).isEqualTo("segunda");
    assertThat(get(timeOff()).findValuesAsText("de")).containsExactly("12:00");
    for (LocalDate day : List.of(DAY, DAY.plusWeeks(1))) {
      assertThat(
              get("/api/appointments/slots?seller=" + seller + "&date=" + day)
                  .findValuesAsText("inicio"))
          .doesNotContain(day + "T12:00-03:00", day + "T12:30-03:00");
    }
  }

  @Test
  void wrongTimeOffIsRefusedWithASentence() {
    String day = DAY.toString();
    assertThat(problem(HttpStatus.BAD_REQUEST, off(Map.of()))).contains("Falta o campo 'de'");
    assertThat(
            problem(
                HttpStatus.BAD_REQUEST, off(Map.of("de", day, "ate", DAY.minusDays(1).toString()))))
        .contains("vem antes de 'de'");
    assertThat(problem(HttpStatus.BAD_REQUEST, off(Map.of("de", "amanhã"))))
        .contains("não é um dia nem data e hora");
    assertThat(problem(HttpStatus.BAD_REQUEST, off(Map.of("de", "2020-01-01"))))
        .contains("já passou");
    assertThat(problem(HttpStatus.BAD_REQUEST, off(Map.of("de", "3000-01-01"))))
        .contains("longe demais de hoje");
    assertThat(problem(HttpStatus.BAD_REQUEST, off(Map.of("de", day, "ate", "2029-12-31"))))
        .contains("no máximo 366 dias");
    assertThat(problem(HttpStatus.BAD_REQUEST, off(Map.of("de", day + "T10:00"))))
        .contains("Falta o campo 'ate'");
    assertThat(
            problem(
                HttpStatus.BAD_REQUEST,
                off(Map.of("dia_da_semana", "domenica", "de", "10:00", "ate", "11:00"))))
        .contains("domenica");
    assertThat(
            problem(HttpStatus.BAD_REQUEST, off(Map.of("dia_da_semana", "terça", "de", "10:00"))))
        .contains("'ate' não é uma hora");
    assertThat(problem(HttpStatus.BAD_REQUEST, off(Map.of("de", day, "motivo", "a".repeat(201)))))
        .contains("motivo");
    off(Map.of("de", day));
    assertThat(
            problem(
                HttpStatus.CONFLICT,
                off(Map.of("de", day + "T10:00-03:00", "ate", day + "T11:00-03:00"))))
        .contains("já está ausente");
    String nobody = "/api/sellers/99999999/time-off";
    assertThat(problem(HttpStatus.NOT_FOUND, call(HttpMethod.GET, nobody, null)))
        .contains("Não há vendedor");
    assertThat(problem(HttpStatus.NOT_FOUND, call(HttpMethod.POST, nobody, Map.of("de", day))))
        .contains("Não há vendedor");
  }

  private ResponseEntity<JsonNode> kind(Map<String, Object> body) {
    return call(HttpMethod.POST, "/api/appointments/kinds", body);
  }

  @Test
  void aKindGivesAnAppointmentItsLengthAndCannotBeDeletedThen() {
    ResponseEntity<JsonNode> added = kind(Map.of("nome", "Visita técnica", "minutos", 120));
    assertThat(added.getStatusCode()).isEqualTo(HttpStatus.CREATED);
    kind(Map.of("nome", "Ligação", "minutos", 15));
    String path = "/api/appointments/kinds/" + body(added).get("id").asLong();

    JsonNode made = body(book("10:00", "visita tecnica"));
    assertThat(made.get("fim").asText()).isEqualTo(DAY + "T12:00-03:00");
    assertThat(made.get("tipo").asText()).isEqualTo("Visita técnica");
    String slots = "/api/appointments/slots?seller=" + seller + "&date=" + DAY + "&kind=";
    assertThat(get(slots + "Ligação").findValuesAsText("inicio"))
        .contains(DAY + "T09:45-03:00", DAY + "T12:00-03:00")
        .doesNotContain(DAY + "T11:45-03:00");
    assertThat(problem(HttpStatus.CONFLICT, call(HttpMethod.DELETE, path, null)))
        .contains("1 horário marcado");
    assertThat(body(call(HttpMethod.PUT, path, Map.of("ativo", false))).get("minutos").asInt())
        .isEqualTo(120);
    assertThat(problem(HttpStatus.UNPROCESSABLE_ENTITY, book("14:00", "Visita técnica")))
        .contains("não existe ou não está ativo", "Ligação");
    call(HttpMethod.POST, "/api/appointments/" + made.get("id").asLong() + "/cancel", Map.of());
    assertThat(call(HttpMethod.DELETE, path, null).getStatusCode())
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(get("/api/appointments/kinds").findValuesAsText("nome")).containsExactly("Ligação");
  }

  @Test
  void aWrongKindIsRefusedWithASentence() {
    assertThat(problem(HttpStatus.BAD_REQUEST, kind(Map.of("nome", "A", "minutos", 0))))
        .contains("de 1 a 720");
    assertThat(problem(HttpStatus.BAD_REQUEST, kind(Map.of("nome", "A", "minutos", 10_000))))
        .contains("de 1 a 720");
    assertThat(problem(HttpStatus.BAD_REQUEST, kind(Map.of("nome", "A")))).contains("'minutos'");
    assertThat(problem(HttpStatus.BAD_REQUEST, kind(Map.of("nome", " ", "minutos", 30))))
        .contains("'nome'");
    assertThat(
            problem(
                HttpStatus.BAD_REQUEST,
                kind(Map.of("nome", "A", "minutos", 30, "area", "Jardins"))))
        .contains("Jardins", "Cozinhas");
    kind(Map.of("nome", "Ligação", "minutos", 15));
    assertThat(problem(HttpStatus.CONFLICT, kind(Map.of("nome", "LIGACAO", "minutos", 30))))
        .contains("Já existe");
    assertThat(
            problem(
                HttpStatus.NOT_FOUND,
                call(HttpMethod.PUT, "/api/appointments/kinds/99999999", Map.of("minutos", 5))))
        .contains("99999999");
  }

  @Test
  void aMissedAppointmentIsToldToTheCustomerAndCounted() {
    long id = body(book("15:00", null)).get("id").asLong();
    String path = "/api/appointments/" + id + "/no-show";
    assertThat(problem(HttpStatus.CONFLICT, call(HttpMethod.POST, path, null)))
        .contains("ainda não começou");
    jdbc.sql(
            """
            update appointment set starts_at = now() - interval '2 minutes',
                                   ends_at = now() + interval '28 minutes' where id = ?
            """)
        .param(id)
        .update();

    JsonNode missed = body(call(HttpMethod.POST, path, null));
    assertThat(missed.get("status").asText()).isEqualTo("faltou");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql(
                            """
                            select count(*) from outbox
                             where address = ? and payload like '%agenda_falta%' and not reply
                            """)
                        .param(phone)
                        .query(Long.class)
                        .single()
                    == 1);
    assertThat(get("/api/sellers/" + seller + "/performance").at("/vendedor/faltas").asInt())
        .isEqualTo(1);
    assertThat(
            problem(
                HttpStatus.NOT_FOUND,
                call(HttpMethod.POST, "/api/appointments/99999999/no-show", null)))
        .contains("Não encontrei");
  }

  private static String problem(HttpStatus status, ResponseEntity<JsonNode> answer) {
    assertThat(answer.getStatusCode()).as(String.valueOf(answer.getBody())).isEqualTo(status);
    return body(answer).get("detail").asText();
  }

  private static JsonNode body(ResponseEntity<JsonNode> answer) {
    return Objects.requireNonNull(answer.getBody());
  }

  private JsonNode get(String path) {
    return body(call(HttpMethod.GET, path, null));
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path, @Nullable Object body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    return http.exchange(path, method, new HttpEntity<>(body, headers), JsonNode.class);
  }
}
