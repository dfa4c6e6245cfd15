package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.HubProcess;
import dev.recado.Invoices;
import dev.recado.Invoices.Invoice;
import dev.recado.Samples;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of WAHA's API in one hub: the simulator speaks it, and the hub understands it. */
@Tag("hub")
class SimulatorTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HubProcess HUB =
      HubProcess.named("simulator")
          .onSharedServers()
          .property("recado.simulator.pause", "100ms")
          // A busy hub may refuse for a while; the simulator must not give up before the tests do.
          .property("recado.simulator.attempts", "600");

  private final Invoices sender = new Invoices(HUB);

  @BeforeAll
  static void start() {
    HUB.start();
    HUB.plantClients(1, 10);
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void aCustomersMessageBecomesAnEventOfTheHub() throws IOException {
    JsonNode written =
        write("(21) 97654-0001", "{\"text\": \"Oi, tudo bem?\", \"name\": \"Maria Silva\"}");

    UUID id = event(written);
    assertThat(written.path("event").asText(id.toString())).isEqualTo(id.toString());
    assertThat(column("type", id)).isEqualTo("whatsapp.message.received");
    assertThat(column("subject", id)).isEqualTo("whatsapp:552176540001");
    assertThat(column("state", id)).isNotEqualTo("DEAD");
    assertThat(read(id).body())
        .containsEntry("text", "Oi, tudo bem?")
        .containsEntry("name", "Maria Silva")
        .containsEntry("phone", "5521976540001")
        .containsEntry("messageId", written.get("id").asText());
    assertThat(chat("5521976540001"))
        .anySatisfy(
            line -> {
              assertThat(line.get("text").asText()).isEqualTo("Oi, tudo bem?");
              assertThat(line.get("fromMe").asBoolean()).isFalse();
            });
  }

  @Test
  void aMessageWrittenTwiceUnderOneIdIsOneEventAndOneLine() throws IOException {
    String draft = "{\"text\": \"de novo\", \"messageId\": \"3EB0TWICE\"}";
    JsonNode first = write("5521976540002", draft);
    JsonNode again = write("5521976540002", draft);

    assertThat(event(again)).isEqualTo(event(first));
    // A later message of the same person leaves the log after both.
    event(write("5521976540002", "{\"text\": \"depois\"}"));
    assertThat(events("whatsapp:552176540002")).isEqualTo(2);
    assertThat(chat("5521976540002")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "text, text",
    "image, image",
    "audio, voice",
    "sticker, sticker",
    "document, document",
    "location, location"
  })
  void everyTypeIsUnderstood(String type, String kind) throws IOException {
    JsonNode written =
        write("5521976540003", "{\"text\": \"Veja\", \"type\": \"%s\"}".formatted(type));
    assertThat(read(event(written)).body()).containsEntry("kind", kind);
  }

  @Test
  void aHiddenIdentityIsTheConversationUntilItsPhoneIsKnown() throws IOException {
    JsonNode written =
        write("5521976540004", "{\"text\": \"Oi\", \"lid\": \"123456789012345@lid\"}");
    UUID id = event(written);
    assertThat(column("subject", id)).isEqualTo("whatsapp:123456789012345@lid");
    assertThat(read(id).body())
        .containsEntry("chatId", "123456789012345@lid")
        .containsEntry("phone", null);

    for (String lid : List.of("123456789012345", "123456789012345%40lid")) {
      assertThat(JSON.readTree(HUB.get("/simulator/api/default/lids/" + lid).body()))
          .isEqualTo(
              JSON.readTree("{\"lid\":\"123456789012345@lid\",\"pn\":\"5521976540004@c.us\"}"));
    }
    assertThat(JSON.readTree(HUB.get("/simulator/api/default/lids/999999").body()))
        .isEqualTo(JSON.readTree("{\"lid\":\"999999@lid\",\"pn\":null}"));
  }

  @Test
  void anAnswerToAHiddenIdentityReachesItsPhone() throws IOException {
    event(write("5521976540005", "{\"text\": \"Oi\", \"lid\": true}"));
    String lid =
        HUB.database()
            .sql("select chat_id from simulator_message where phone = '5521976540005'")
            .query(String.class)
            .single();
    assertThat(lid).matches("\\d{16}@lid").doesNotContain("97654");

    HttpResponse<String> sent =
        post(
            "/simulator/api/sendText",
            "{\"session\": \"default\", \"chatId\": \"%s\", \"text\": \"Olá\", \"id\": \"3EB0LID\"}"
                .formatted(lid));
    assertThat(sent.statusCode()).isEqualTo(201);
    assertThat(chat("5521976540005"))
        .extracting(line -> line.get("text").asText())
        .containsExactly("Oi", "Olá");
    acknowledged("3EB0LID", 2);
  }

  @Test
  void aMessageAddressedToAHiddenIdentityIsSentWithoutAskingForItsNumber() throws IOException {
    event(write("5521976540007", "{\"text\": \"Oi\", \"lid\": \"123456789012347\"}"));
    HUB.database()
        .sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at)
            values (gen_random_uuid(), 'whatsapp-text', 'waha', 'whatsapp:123456789012347@lid',
                    '123456789012347@lid', '{"text": "Olá"}', 'QUEUED', now(), now(), now())
            """)
        .update();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(chat("5521976540007"))
                    .extracting(line -> line.get("text").asText())
                    .containsExactly("Oi", "Olá"));
  }

  /**
   * More messages at once than the web server has threads, and each needs a second thread. If the
   * first thread waited, hardly any message would get its event.
   */
  @Test
  void manyCustomersAtOnceAreAllAnswered() {
    event(greeting(200));
    ExecutorService customers = Executors.newFixedThreadPool(100);
    try {
      List<CompletableFuture<JsonNode>> answers =
          IntStream.range(0, 200)
              .mapToObj(n -> CompletableFuture.supplyAsync(() -> greeting(n), customers))
              .toList();
      assertThat(answers.stream().map(CompletableFuture::join))
          .filteredOn(written -> written.has("event"))
          .hasSizeGreaterThan(100);
    } finally {
      customers.shutdown();
    }
    await().atMost(LIMIT.multipliedBy(2)).until(() -> events("whatsapp:55117650%") == 201);
  }

  private JsonNode greeting(int n) {
    try {
      // A 503 may come late, after the simulator took the message; a repeat is then the same
      // message.
      return write(
          "551197650%04d".formatted(n),
          "{\"text\": \"Oi\", \"messageId\": \"3EB0AT%d\"}".formatted(n));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theHubReceivesTheAcknowledgementsOfItsMessage() throws IOException {
    Invoice invoice = Invoices.next(1);
    assertThat(sender.send(invoice, LIMIT)).isTrue();
    await().atMost(LIMIT).until(() -> !sent(invoice).isEmpty());
    String id = sent(invoice).get(0);

    acknowledged(id, 1, 2);
    // Now, at the latest, the person with the phone has seen it.
    assertThat(chat(phone(1))).isNotEmpty();
    acknowledged(id, 1, 2, 3);
    assertThat(chat(phone(1)))
        .filteredOn(line -> line.get("id").asText().equals(id))
        .singleElement()
        .satisfies(line -> assertThat(line.get("ack").asInt()).isEqualTo(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "123|{\"text\": \"oi\"}|phone",
        "5521976540006|{}|text",
        "5521976540006|{\"text\": \" \"}|text",
        "5521976540006|{\"text\": \"oi\", \"type\": \"hologram\"}|shape",
        "5521976540006|{\"text\": \"oi\", \"messageId\": \"a_b\"}|messageId",
        "5521976540006|{\"text\": \"oi\", \"lid\": \"x\"}|lid",
        "5521976540006|[]|shape"
      })
  void whatIsNoMessageIsRefusedWithItsReason(String phone, String draft, String reason)
      throws IOException {
    HttpResponse<String> answer = post("/simulator/phones/" + phone + "/messages", draft);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body()).get("detail").asText()).contains(reason);
    assertThat(chat("5521976540006")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/waha", "/webhook/waha", "/webhooks/waha/t-001"})
  void aSignedWebhookIsAcceptedUnderEitherPath(String path) throws IOException {
    HttpResponse<String> answer =
        sender.deliver(
            path, sample(), "Content-Type", "application/json", "X-Webhook-Hmac", signature());
    assertThat(answer.statusCode()).isEqualTo(202);
    UUID id = UUID.fromString(Invoices.id(answer));
    await().atMost(LIMIT).until(() -> !column("type", id).isEmpty());
    assertThat(column("type", id)).isEqualTo("whatsapp.message.received");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/waha", "/webhook/waha"})
  void aWebhookWithAnotherSignatureOrNoneIsNotTrusted(String path) throws IOException {
    byte[] body = sample();
    body[body.length - 2] = ' ';
    assertThat(sender.post(path, body, "X-Webhook-Hmac", signature()).statusCode()).isEqualTo(401);
    assertThat(sender.post(path, sample()).statusCode()).isEqualTo(401);
  }

  private static byte[] sample() {
    return Samples.bytes("waha/webhook-message-text.webjs.json");
  }

  private static String signature() throws IOException {
    return JSON.readTree(Samples.bytes("waha/_signatures.json"))
        .at("/webhook-message-text.webjs.json/x_webhook_hmac")
        .asText();
  }

  private JsonNode write(String phone, String draft) throws IOException {
    String path = "/simulator/phones/" + phone.replace(" ", "%20") + "/messages";
    HttpResponse<String> answer = post(path, draft);
    // With a hundred messages at once, a busy hub asks some callers to come again.
    if (answer.statusCode() == 503) {
      answer =
          await().atMost(LIMIT).until(() -> post(path, draft), next -> next.statusCode() != 503);
    }
    assertThat(answer.statusCode()).isEqualTo(202);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> post(String path, String body) throws IOException {
    return sender.post(path, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The event of a message, once it is in the hub's tables; a busy hub takes a while. */
  private static UUID event(JsonNode written) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                HUB.database()
                    .sql("select id from event where event_key like 'message:%@%\\_' || ?")
                    .param(written.get("id").asText())
                    .query(UUID.class)
                    .optional(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static String column(String column, UUID event) {
    return HUB.database()
        .sql("select " + column + " from event where id = ?")
        .param(event)
        .query(String.class)
        .optional()
        .orElse("");
  }

  private static long events(String subject) {
    return HUB.count("select count(*) from event where subject like '" + subject + "'");
  }

  private static Event read(UUID id) {
    byte[] raw =
        HUB.database()
            .sql("select raw from event where id = ?")
            .param(id)
            .query(byte[].class)
            .single();
    InboundRecord record =
        InboundRecord.of("waha", new Identity("key", "subject"), Instant.EPOCH, null, raw);
    return new WahaEvents(
            Duration.ofDays(1), "default", new TestChannels().with(TestWaha.channel(null)))
        .read(record)
        .get(0);
  }

  private static List<JsonNode> chat(String phone) throws IOException {
    return JSON.readTree(HUB.get("/simulator/phones/" + phone + "/messages").body())
        .valueStream()
        .toList();
  }

  private static List<String> sent(Invoice invoice) {
    return HUB.database()
        .sql("select id from simulator_message where from_me and body like '%' || ? || '%'")
        .param(invoice.number())
        .query(String.class)
        .list();
  }

  private static String phone(int customer) {
    return HUB.database()
        .sql("select phone from client where odoo_partner_id = ?")
        .param(customer)
        .query(String.class)
        .single();
  }

  private static void acknowledged(String message, int... acks) {
    String keys =
        "select event_key from event where type = 'whatsapp.message.status' and subject = ?";
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        HUB.database()
                            .sql(keys)
                            .param("whatsapp-ack:" + message)
                            .query(String.class)
                            .list())
                    .extracting(key -> Integer.parseInt(key.substring(key.lastIndexOf(':') + 1)))
                    .contains(java.util.Arrays.stream(acks).boxed().toArray(Integer[]::new)));
  }
}
