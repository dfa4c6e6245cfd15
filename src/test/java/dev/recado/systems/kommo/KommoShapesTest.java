package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SampleShape;
import dev.recado.Samples;
import dev.recado.Shapes;
import dev.recado.spine.camel.Shape;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows and their tests get the same fields of Kommo that its own answers give. */
class KommoShapesTest {

  private static final JsonNode LEAD =
      SampleShape.json(Samples.bytes("kommo/response-lead-with-contacts.json"));
  private static final JsonNode CONTACT =
      SampleShape.json(Samples.bytes("kommo/response-contacts-query.json"))
          .at("/_embedded/contacts/0");
  private static final JsonNode USERS =
      SampleShape.json(Samples.bytes("kommo/response-users.json"));

  private final Kommo kommo =
      new Kommo(
          TestKommo.settings("http://kommo.example", "token", "", Duration.ZERO),
          call -> call.path().startsWith("/leads/") ? LEAD : CONTACT,
          CircuitBreaker.ofDefaults("kommo"),
          Clock.systemUTC());

  @ParameterizedTest
  @CsvSource({"lead, 28455849", "contact, 93589657"})
  void theActionReturnsTheFieldsOfItsKamelet(String kind, String id) {
    Shape shape = Shapes.of("kommo-read-action", Map.of("kind", kind));
    Map<String, Object> given = Objects.requireNonNull(new KommoRecords(kommo).read(kind, id));
    assertThat(given.keySet()).hasSameElementsAs(shape.fields().orElseThrow());
    assertThat(shape.misfit(given)).isEmpty();
    assertThat(shape.misfit(null)).isEmpty();
  }

  @Test
  void theStandInOfFlowTestsInventsNothing() {
    Map<String, List<Map<String, Object>>> held =
        Map.of(
            "leads",
            List.of(Map.of("id", 1, "name", "Lead", "responsible", 7, "status", 8, "pipeline", 9)),
            "contacts",
            List.of(Map.of("id", 2, "name", "Eva", "phone", "1", "email", "e@x", "responsible", 7)),
            "users",
            List.of(Map.of("id", 7, "name", "Ana", "email", "a@x", "active", false)));
    KommoStandIn.Holdings holdings =
        new KommoStandIn.Holdings() {
          @Override
          public boolean there() {
            return true;
          }

          @Override
          public boolean away() {
            return false;
          }

          @Override
          public List<Map<String, Object>> records(String kind) {
            return held.getOrDefault(kind, List.of());
          }
        };
    assertThat(invented(LEAD, holdings, "/leads/1")).isEmpty();
    assertThat(invented(CONTACT, holdings, "/contacts/2")).isEmpty();
    assertThat(invented(USERS, holdings, "/users")).isEmpty();
  }

  private static List<String> invented(
      JsonNode sample, KommoStandIn.Holdings holdings, String path) {
    JsonNode answer = KommoStandIn.answer(holdings, KommoCall.get("ler", path, Map.of()));
    assertThat(answer.isMissingNode()).isFalse();
    return SampleShape.of(sample).invented(answer);
  }

  @Test
  void theStandInAcceptsItsDocumentedFields() {
    assertThat(KommoStandIn.kinds()).containsExactlyInAnyOrder("leads", "contacts", "users");
    assertThat(KommoStandIn.fields("companies")).isEmpty();
  }
}
