package dev.recado.systems.rdstation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.Samples;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RdStationTest {

  private static final Instant NOW = Instant.parse("2026-07-14T12:00:00Z");
  private static final String MARIA = "rdstation:c2f3d2b3-0000-4000-8000-000000000001";

  private final RdStationWebhooks webhooks = new RdStationWebhooks("token");
  private final RdStationEvents events = new RdStationEvents();

  @ParameterizedTest
  @CsvSource({
    "converted, rdstation.conversion, 1",
    "marked-opportunity, rdstation.opportunity, 1",
    "legacy-leads, rdstation.conversion, 1",
    "legacy-nulls, rdstation.opportunity, 2"
  })
  void everySampleBecomesAnEventOfItsPerson(String sample, String type, String person) {
    InboundRecord record = record(sample(sample));
    Event event = one(sample(sample));
    assertThat(event.type()).isEqualTo(type);
    assertThat(event.subject())
        .isEqualTo("rdstation:c2f3d2b3-0000-4000-8000-00000000000" + person)
        .isEqualTo(record.subject());
    assertThat(event.id()).isEqualTo(record.id());
  }

  @Test
  void bothGenerationsHaveOneShape() {
    Map<String, ?> now = one(sample("converted")).body();
    Map<String, ?> before = one(sample("legacy-leads")).body();
    assertThat(before.keySet()).isEqualTo(now.keySet());
    for (Map<String, ?> body : List.<Map<String, ?>>of(now, before)) {
      assertThat(body.get("uuid")).isEqualTo("c2f3d2b3-0000-4000-8000-000000000001");
      assertThat(body.get("nome")).isEqualTo("Maria Silva");
      assertThat(body.get("email")).isEqualTo("maria@example.com");
      assertThat(body.get("telefone")).isEqualTo("21 97654-0001");
      assertThat(body.get("empresa")).isEqualTo("Padaria Sol");
      assertThat(body.get("cidade")).isEqualTo("Rio de Janeiro");
      assertThat(body.get("identificador")).isEqualTo("orcamento-whatsapp");
      assertThat(body.get("tags")).isEqualTo(List.of("whatsapp"));
      assertThat(body.get("area")).isNull();
    }
    assertThat(now.get("origem")).isEqualTo("Social");
    assertThat(before.get("origem")).isEqualTo("instagram");
    assertThat(now.get("customFields")).isEqualTo(Map.of("cf_cpf", "529.982.247-25"));
    assertThat(before.get("customFields"))
        .isEqualTo(Map.of("CPF", "529.982.247-25", "Aceita WhatsApp", "Sim"));
    assertThat(now.get("consent")).isEqualTo("granted");
    assertThat(before.get("consent")).isNull();
  }

  @Test
  void nullsAreIgnoredEverywhere() {
    Map<String, ?> body = one(sample("legacy-nulls")).body();
    assertThat(body.get("email")).isEqualTo("joao@example.com");
    for (String field : List.of("nome", "telefone", "empresa", "cidade", "identificador", "area")) {
      assertThat(body).containsEntry(field, null);
    }
    assertThat(body.get("tags")).isEqualTo(List.of());
    assertThat(body.get("customFields")).isEqualTo(Map.of());
  }

  @Test
  void aReadablePhoneComesBeforeAnUnreadableOne() {
    String body = text("legacy-leads").replace("\"21 97654-0001\"", "\"não tenho\"");
    assertThat(one(bytes(body)).body()).containsEntry("telefone", "(21) 97654-0001");
    String formOnly =
        text("legacy-leads")
            .replace("\"mobile_phone\": \"21 97654-0001\"", "\"mobile_phone\": null")
            .replace("\"personal_phone\": \"(21) 97654-0001\"", "\"personal_phone\": \"\"");
    assertThat(one(bytes(formOnly)).body()).containsEntry("telefone", "(21) 97654-0001");
  }

  @Test
  void aMobileComesBeforeALandlineInAnyField() {
    String swapped =
        text("legacy-leads")
            .replace("\"mobile_phone\": \"21 97654-0001\"", "\"mobile_phone\": \"21 3456-7896\"");
    assertThat(one(bytes(swapped)).body()).containsEntry("telefone", "(21) 97654-0001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cf_area", "cf_area_de_interesse"})
  void theAreaIsACustomFieldOfTheNewGeneration(String field) {
    String body = text("converted").replace("cf_cpf", field);
    assertThat(one(bytes(body)).body()).containsEntry("area", "529.982.247-25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Área", "AREA", "área de interesse"})
  void theAreaIsALabelOfTheOldGeneration(String label) {
    assertThat(one(bytes(text("legacy-leads").replace("\"CPF\"", "\"" + label + "\""))).body())
        .containsEntry("area", "529.982.247-25");
  }

  @Test
  void theAreaMayBeAFieldOfTheForm() {
    assertThat(one(bytes(text("legacy-leads").replace("\"cargo\"", "\"area\""))).body())
        .containsEntry("area", "Dona");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"category\":\"communications\",\"type\":\"consent\",\"status\":\"granted\"}|granted",
        "{\"category\":\"communications\",\"type\":\"consent\",\"status\":\"declined\"}|denied",
        "{\"category\":\"communications\",\"type\":\"consent\",\"status\":\"declined\"},"
            + "{\"category\":\"communications\",\"type\":\"legitimate_interest\",\"status\":\"granted\"}|denied",
        "{\"category\":\"communications\",\"type\":\"legitimate_interest\",\"status\":\"granted\"}|granted",
        "{\"category\":\"data_processing\",\"type\":\"consent\",\"status\":\"granted\"}|",
        "|"
      })
  void consentIsWhatIsSaidOfCommunications(
      @org.jspecify.annotations.Nullable String bases,
      @org.jspecify.annotations.Nullable String consent) {
    String body =
        text("converted")
            .replaceAll(
                "(?s)\"legal_bases\": \\[.*?\\]",
                "\"legal_bases\": [" + (bases == null ? "" : bases) + "]");
    assertThat(one(bytes(body)).body()).containsEntry("consent", consent);
  }

  @Test
  void aRepeatIsTheSameEventAndTheNextConversionAnother() {
    String body = text("converted");
    Identity first = identify(bytes(body));
    assertThat(
            identify(
                bytes(
                    body.replace(
                        "\"timestamp\": \"2026-07-14T09:00", "\"timestamp\": \"2026-07-14T09:05"))))
        .isEqualTo(first);
    assertThat(identify(bytes(body.replace("08:59:59", "09:59:59"))).key())
        .isNotEqualTo(first.key());
    assertThat(identify(sample("marked-opportunity")).key()).isNotEqualTo(first.key());
    String legacy = text("legacy-leads");
    assertThat(identify(bytes(legacy.replace("2026-07-14T09:00", "2026-07-15T09:00"))).key())
        .isNotEqualTo(identify(bytes(legacy)).key());
  }

  @Test
  void theOldGenerationShowsAnOpportunityByItsDate() {
    String marked =
        text("legacy-leads")
            .replace("\"opportunity\": \"false\"", "\"opportunity\": \"true\"")
            .replace(
                "\"last_marked_opportunity_date\": null",
                "\"last_marked_opportunity_date\": \"2026-07-14T09:30:00.000-03:00\"");
    assertThat(one(bytes(marked)).type()).isEqualTo("rdstation.opportunity");
    assertThat(one(bytes(marked.replace("T09:30", "T08:30"))).type())
        .isEqualTo("rdstation.conversion");
  }

  @Test
  void eachLeadOfAPostIsItsOwnEvent() {
    String one = text("legacy-leads").replaceAll("(?s)^.*?\\[(.*)\\]\\s*}\\s*$", "$1");
    String two = text("legacy-nulls").replaceAll("(?s)^.*?\\[(.*)\\]\\s*}\\s*$", "$1");
    List<Event> both = events.read(record(bytes("{\"leads\": [" + one + "," + two + ", null]}")));
    assertThat(both).hasSize(2).extracting(Event::subject).startsWith(MARIA);
    assertThat(both.get(1).id()).isEqualTo(one(sample("legacy-nulls")).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"leads\": []}",
        "{\"leads\": null}",
        "{\"event_type\": \"x\"}",
        "{\"event_type\": 1, \"contact\": {}}"
      })
  void anyOtherBodyIsUnreadableAndStillHasAKey(String body) {
    assertThat(identify(bytes(body)).subject()).isEqualTo("rdstation:unreadable");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> events.read(record(bytes(body))));
  }

  @Test
  void tenThousandLevelsAreUnreadableWithoutAStackOverflow() {
    byte[] body = bytes("{\"leads\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    assertThat(identify(body).subject()).isEqualTo("rdstation:unreadable");
  }

  @Test
  void aPersonWithoutAnIdIsIdentifiedByTheHiddenEmail() {
    String body = text("converted").replaceFirst("\"uuid\": \"[^\"]*\",", "");
    assertThat(identify(bytes(body)).subject()).matches("rdstation:[0-9a-f]{32}");
    assertThat(identify(bytes(body)).key()).doesNotContain("maria");
  }

  @Property(tries = 300)
  void noBytesBreakTheIngress(@ForAll byte[] body) {
    assertThat(identify(body).key()).isNotEmpty();
  }

  @Test
  void onlyTheTokenIsTrusted() {
    assertThat(webhooks.trusts(webhook("token", new byte[0]))).isTrue();
    assertThat(webhooks.trusts(webhook("Token", new byte[0]))).isFalse();
  }

  private Identity identify(byte[] body) {
    return webhooks.identify(webhook("token", body));
  }

  private InboundRecord record(byte[] body) {
    return InboundRecord.of("rdstation", identify(body), NOW, "application/json", body);
  }

  private Event one(byte[] body) {
    List<Event> read = events.read(record(body));
    assertThat(read).hasSize(1);
    return read.get(0);
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private static Webhook webhook(String token, byte[] body) {
    Function<String, String> noHeaders = name -> null;
    return new Webhook(token, "application/json", noHeaders, query -> null, body, NOW);
  }

  private static byte[] sample(String name) {
    return Samples.bytes("rdstation/webhook-" + name + ".json");
  }

  private static String text(String name) {
    return Samples.text("rdstation/webhook-" + name + ".json");
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
