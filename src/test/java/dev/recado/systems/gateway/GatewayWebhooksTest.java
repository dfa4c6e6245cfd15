package dev.recado.systems.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The posts of another gateway's program, as seeds/1 writes them. */
class GatewayWebhooksTest {

  private static final Instant NOW = Instant.parse("2026-11-20T15:00:10Z");
  private static final String MARIAS =
      "{\"message\": \"Quero um orçamento\","
          + " \"contact\": {\"name\": \"Maria Silva\", \"phone\": \"(11) 98765-4321\"}}";

  private final GatewayWebhooks webhooks = new GatewayWebhooks("secret");

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private Identity identify(String body, @Nullable String idempotencyKey, Instant at) {
    Function<String, String> headers =
        name -> name.equals("Idempotency-Key") ? idempotencyKey : null;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return webhooks.identify(
        new Webhook("secret", "application/json", headers, query -> null, bytes, at));
  }

  private List<Event> read(String body) {
    return new GatewayEvents()
        .read(
            InboundRecord.of(
                "gateway",
                identify(body, null, NOW),
                NOW,
                "application/json",
                body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void itIsACustomersMessageInTheCustomersConversation() {
    Event event = read(MARIAS).get(0);
    assertThat(event.type()).isEqualTo("whatsapp.message.received");
    assertThat(event.subject()).isEqualTo("whatsapp:551187654321");
    assertThat(event.body())
        .containsEntry("text", "Quero um orçamento")
        .containsEntry("phone", "5511987654321")
        .containsEntry("chatId", "5511987654321@c.us")
        .containsEntry("name", "Maria Silva")
        .containsEntry("channel", "whatsapp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\": {\"text\": \"oi\", \"id\": \"A1\"}, \"contact\": {\"phone\": \"11987654321\"}}",
        "{\"id\": \"A1\", \"message\": {\"body\": \"oi\"}, \"contact\": {\"phone\": 5511987654321}}",
        "{\"message_id\": \"A1\", \"message\": \"oi\", \"contact\": {\"phone\": \"+55 11 98765-4321\"}}"
      })
  void aMessageMayAlsoBeAnObjectAndHaveAnId(String body) {
    assertThat(read(body).get(0).body()).containsEntry("text", "oi");
    assertThat(identify(body, null, NOW).key()).isEqualTo("id:A1");
    assertThat(identify(body, null, NOW.plusSeconds(600))).isEqualTo(identify(body, null, NOW));
  }

  @Test
  void aRepeatIsRecognisedAndTheSameWordsLaterAreAnotherMessage() {
    Identity first = identify(MARIAS, null, NOW);
    assertThat(identify(MARIAS, null, NOW.plusSeconds(20))).isEqualTo(first);
    assertThat(identify(MARIAS, null, NOW.plusSeconds(90))).isNotEqualTo(first);
    assertThat(identify(MARIAS, "k", NOW)).isEqualTo(identify(MARIAS, "k", NOW.plusSeconds(90)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "nonsense",
        "{\"message\": \"oi\"}",
        "{\"message\": \"oi\", \"contact\": {\"phone\": \"123\"}}",
        "{\"message\": \" \", \"contact\": {\"phone\": \"11987654321\"}}",
        "{\"contact\": {\"phone\": \"11987654321\"}}"
      })
  void aMessageWithoutTextOrPhoneIsADeadLetterThatNamesWhatIsMissing(String body) {
    assertThat(identify(body, null, NOW).subject()).isEqualTo("gateway:unreadable");
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("contact");
  }

  @Test
  void onlyTheTokenIsTrusted() {
    assertThat(webhooks.mayTrust("secret")).isTrue();
    assertThat(webhooks.mayTrust("Secret")).isFalse();
    assertThat(webhooks.mayTrust(null)).isFalse();
    assertThat(Objects.requireNonNull(webhooks.thanks()).body())
        .isEqualTo("{\"status\":\"success\"}");
  }
}
