package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.SampleShape;
import dev.recado.Samples;
import dev.recado.Shapes;
import dev.recado.spine.camel.Shape;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows and their tests get the same fields of Odoo that its own answers give. */
class OdooShapesTest {

  private static JsonNode observed(String name) {
    try {
      return OdooJson.MAPPER
          .readTree(Samples.bytes("odoo-observed/" + name + ".json"))
          .at("/response/json/result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Odoo answering(JsonNode result) {
    return new Odoo(
        TestOdoo.settings("http://odoo.example", "hub", "hub-pw"),
        call -> call.method().equals("fields_get") ? fields(result) : result,
        CircuitBreaker.ofDefaults("odoo"));
  }

  private static JsonNode fields(JsonNode result) {
    ObjectNode fields = OdooJson.MAPPER.createObjectNode();
    result.path(0).fieldNames().forEachRemaining(fields::putObject);
    return fields;
  }

  @ParameterizedTest
  @CsvSource({
    "account.move, 02-invoice-read-posted",
    "account.move, 02-invoice-read-draft",
    "res.partner, 02-partner-read",
    "crm.team, 08-team-list"
  })
  void theActionReturnsTheFieldsOfItsKamelet(String model, String sample) {
    JsonNode result = observed(sample);
    List<String> names = new ArrayList<>();
    result.path(0).fieldNames().forEachRemaining(names::add);
    String wanted = String.join(",", names);
    Shape shape = Shapes.of("odoo-read-action", Map.of("model", model, "fields", wanted));
    Map<String, Object> given = Objects.requireNonNull(answering(result).read(model, 1, wanted));
    assertThat(shape.misfit(given)).isEmpty();
    assertThat(shape.fields().orElseThrow()).containsAll(given.keySet());
  }

  @Test
  void onlyRequestedFieldsAreReturned() {
    Map<String, String> asked = Map.of("model", "account.move", "fields", "name, partner_id");
    assertThat(Shapes.of("odoo-read-action", asked).fields())
        .contains(Set.of("id", "name", "partner_id", "partner_id_name"));
  }

  /** A webhook carries more of a model's fields than the hub reads. */
  @Test
  void theFieldsOfAnInvoiceMatchTheSamples() {
    Shape shape = Shapes.of("odoo-read-action", Map.of("model", "account.move"));
    for (String sample : List.of("04-webhook-more-fields", "04-webhook-invoice-posted")) {
      ObjectNode webhook =
          (ObjectNode) SampleShape.json(Samples.body("odoo-observed/" + sample + ".http"));
      List<String> meta = new ArrayList<>();
      webhook.fieldNames().forEachRemaining(meta::add);
      meta.removeIf(name -> !name.startsWith("_"));
      assertThat(
              shape.misfit(
                  OdooJson.plain(OdooJson.MAPPER.convertValue(webhook.remove(meta), Map.class))))
          .isEmpty();
    }
  }

  @Test
  void aMethodReturnsText() {
    Shape shape = Shapes.of("odoo-call-action", Map.of());
    Odoo odoo = answering(observed("02-invoice-portal-url"));
    assertThat(shape.misfit(odoo.call("account.move", "get_portal_url", 40))).isEmpty();
  }

  /** A record from the stand-in with the fields of the sample equals the record of the sample. */
  @ParameterizedTest
  @CsvSource({"account.move, 02-invoice-read-posted", "res.partner, 02-partner-read"})
  void theStandInOfFlowTestsInventsNothing(String model, String sample) {
    JsonNode record = observed(sample).get(0);
    Map<String, Object> held = OdooJson.MAPPER.convertValue(record, Map.class);
    OdooStandIn.Holdings holdings =
        new OdooStandIn.Holdings() {
          @Override
          public boolean away() {
            return false;
          }

          @Override
          public List<Map<String, Object>> records(String asked) {
            return List.of(held);
          }

          @Override
          public @Nullable Object call(String asked, String method) {
            return "/my/invoices/1";
          }
        };
    Odoo odoo = new OdooStandIn(() -> holdings).odoo();
    String wanted = String.join(",", held.keySet());
    assertThat(odoo.read(model, Objects.requireNonNull(held.get("id")), wanted))
        .hasToString(String.valueOf(answering(observed(sample)).read(model, 1, wanted)));
  }
}
