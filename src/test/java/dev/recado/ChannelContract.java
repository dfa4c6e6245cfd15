package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.recado.StubProvider.Got;
import dev.recado.StubProvider.Webhook;
import dev.recado.StubProvider.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every provider of WhatsApp does, through the front door of a hub: the table of
 * docs/channels.md says how, and this test reads it.
 */
@Tag("hub")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChannelContract {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final AtomicInteger NUMBERS =
      new AtomicInteger((int) (System.nanoTime() % 1000) * 1000);

  /** An address that the sandbox of a test cannot reach, and that is no private one. */
  private static final String FILES = "https://files.recado.example";

  private final String provider;
  private final StubProvider stub;
  private final String channel;
  private @Nullable ChannelHub hub;

  ChannelContract(String provider, StubProvider stub) {
    this.provider = provider;
    this.stub = stub;
    this.channel = "contrato-" + provider;
  }

  @BeforeAll
  void makeTheChannel() {
    hub = ChannelHub.get();
    hub.make(channel, provider, stub);
  }

  private ChannelHub hub() {
    return Objects.requireNonNull(hub);
  }

  private static String phone() {
    return "55119%08d".formatted(70_000_000 + NUMBERS.incrementAndGet());
  }

  // What the table of docs/channels.md says.

  private String says(String row) {
    try {
      List<String> lines = Files.readAllLines(Path.of("docs/channels.md"));
      List<String> head = List.of();
      for (String line : lines) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        if (cells.size() > 5 && cells.contains("`" + provider + "`")) {
          head = cells;
        } else if (cells.size() > 5 && !head.isEmpty() && cells.get(1).equals(row)) {
          return cells.get(head.indexOf("`" + provider + "`"));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    throw new AssertionError("docs/channels.md has no row '" + row + "' for " + provider);
  }

  // Sending.

  private UUID send(String kind, String phone, Map<String, Object> more) {
    Map<String, Object> wish = new LinkedHashMap<>(more);
    wish.put("kind", kind);
    wish.put("to", phone);
    wish.put("channel", channel);
    return hub().send(wish);
  }

  private UUID text(String phone, String text) {
    return send("text", phone, Map.of("text", text));
  }

  private String state(UUID event) {
    return hub()
        .process()
        .database()
        .sql("select state || coalesce(' ' || reason, '') from outbox where event_id = ?")
        .param(event)
        .query(String.class)
        .optional()
        .orElse("NONE");
  }

  private void becomes(UUID event, String states) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(state(event)).matches("(?s)(?:" + states + ")\\b.*"));
  }

  private Got sentTo(String phone) {
    String last = phone.substring(phone.length() - 8);
    await().atMost(LIMIT).until(() -> stub.got().stream().anyMatch(got -> got.to().contains(last)));
    return stub.got().stream().filter(got -> got.to().contains(last)).reduce((a, b) -> b).get();
  }

  private long countTo(String phone) {
    String last = phone.substring(phone.length() - 8);
    return stub.got().stream().filter(got -> got.to().contains(last)).count();
  }

  /** The customer writes first, so that providers with a window take free messages. */
  private String customer() {
    String phone = phone();
    receive(What.TEXT, phone, "M" + UUID.randomUUID(), "oi", null);
    await("the window is open")
        .atMost(LIMIT)
        .until(
            () ->
                hub()
                        .process()
                        .count(
                            "select count(*) from contact_channel where wrote_at is not null and channel = '"
                                + channel
                                + "' and conversation like '%"
                                + phone.substring(phone.length() - 8)
                                + "'")
                    > 0);
    return phone;
  }

  @ParameterizedTest
  @CsvSource({
    "text, Text",
    "template, Approved template",
    "buttons, Buttons",
    "list, List",
    "image, Image",
    "document, Document",
    "audio, Audio",
    "location, Location"
  })
  void eachKindOfMessageGoesOutAsTheTableSays(String kind, String row) {
    String phone = customer();
    await().atMost(LIMIT).until(() -> countTo(phone) == 1);
    UUID event = send(kind, phone, content(kind));
    becomes(event, "SENT|DELIVERED|READ");
    Got got = sentTo(phone);
    String says = says(row);
    assertThat(got.kind()).isEqualTo(says.startsWith("yes") ? kind : "text");
    assertThat(says).matches("yes.*|as text.*");
    content(kind, got, says.startsWith("yes"));
  }

  private static Map<String, Object> content(String kind) {
    return switch (kind) {
      case "template" -> Map.of("nome", "Ana", "numero", "INV/35");
      case "list" ->
          Map.of(
              "text",
              "Qual área?",
              "rows",
              List.of(
                  Map.of("id", "coz", "title", "Cozinhas"),
                  Map.of("id", "dor", "title", "Dormitórios"),
                  Map.of("id", "ban", "title", "Banheiros"),
                  Map.of("id", "esc", "title", "Escritórios")));
      case "image" -> file("foto.jpg", "Sua foto");
      case "document" -> file("boleto.pdf", "Seu boleto");
      case "audio" -> file("recado.mp3", "");
      default -> Map.of("text", "Confirma, às 10h?");
    };
  }

  private static Map<String, Object> file(String name, String caption) {
    return Map.of("url", FILES + "/" + name, "filename", name, "text", caption);
  }

  private void content(String kind, Got got, boolean own) {
    switch (kind) {
      case "text" -> assertThat(got.text()).isEqualTo("Confirma, às 10h?");
      case "template" -> {
        if (own) {
          assertThat(got.details().get("values")).isEqualTo(List.of("Ana", "INV/35"));
        } else {
          assertThat(got.text()).isEqualTo("Olá, Ana! Sua fatura INV/35 está disponível.");
        }
      }
      case "buttons" -> {
        if (own) {
          assertThat(got.details().get("choices")).isEqualTo(List.of("sim", "nao"));
        } else {
          assertThat(got.text()).contains("1. Sim, confirmo\n2. Não");
        }
      }
      case "list" -> {
        if (own) {
          assertThat(got.details().get("choices")).isEqualTo(List.of("coz", "dor", "ban", "esc"));
        } else {
          assertThat(got.text()).contains("1. Cozinhas", "4. Escritórios");
        }
      }
      case "location" -> {
        if (own) {
          assertThat(String.valueOf(got.details().get("latitude"))).startsWith("-23.55");
        } else {
          assertThat(got.text()).contains("Loja da Sé", "-23.55052,-46.633308");
        }
      }
      default -> assertThat(String.valueOf(got.details().get("url"))).startsWith(FILES);
    }
  }

  @Test
  void aMessageGoesOutOnce() {
    String phone = customer();
    UUID event = text(phone, "Uma vez só");
    becomes(event, "SENT");
    assertThat(stub.got().stream().filter(got -> got.text().equals("Uma vez só"))).hasSize(1);
  }

  @Test
  void aLineThatBreaksAfterTheRequestDoublesNothing() {
    String phone = customer();
    await().atMost(LIMIT).until(() -> countTo(phone) == 1);
    stub.dropNext();
    UUID event = text(phone, "Linha cortada " + phone);
    // With an id chosen beforehand the provider knows the repetition; without one nobody knows.
    becomes(event, "UNKNOWN|SENT");
    List<Got> sent =
        stub.got().stream().filter(got -> got.text().equals("Linha cortada " + phone)).toList();
    if (state(event).startsWith("UNKNOWN")) {
      assertThat(sent).hasSize(1);
    } else {
      assertThat(sent.stream().map(Got::id).distinct()).hasSize(1);
    }
  }

  // Receipts.

  @Test
  void receiptsMoveAMessageForwardInAnyOrderAndRepeated() {
    String phone = customer();
    UUID event = text(phone, "Para ler " + phone);
    becomes(event, "SENT");
    String id =
        stub.got().stream()
            .filter(got -> got.text().equals("Para ler " + phone))
            .findFirst()
            .get()
            .id();
    for (What what : List.of(What.READ, What.DELIVERED, What.SENT, What.READ)) {
      if (supports(what)) {
        receive(what, phone, id, "", null);
      }
    }
    becomes(event, "READ");
  }

  @Test
  void aMessageThatTheProviderFailsLaterIsADeadLetterWithItsReason() {
    assumeThat(supports(What.FAILED)).isTrue();
    String phone = customer();
    UUID event = text(phone, "Vai falhar " + phone);
    becomes(event, "SENT");
    String id =
        stub.got().stream()
            .filter(got -> got.text().equals("Vai falhar " + phone))
            .findFirst()
            .get()
            .id();
    receive(What.FAILED, phone, id, "", null);
    becomes(event, "DEAD");
    assertThat(state(event)).hasSizeGreaterThan("DEAD ".length() + 10);
  }

  // Receiving.

  private boolean supports(What what) {
    return stub.webhook(what, "5511970000000", "ID-1", "x", "y") != null;
  }

  @ParameterizedTest
  @EnumSource
  void theTableSaysWhatTheProviderTells(What what) {
    assertThat(supports(what)).as(rowOf(what)).isEqualTo(says(rowOf(what)).startsWith("yes"));
  }

  private static String rowOf(What what) {
    return switch (what) {
      case TEXT -> "Text from a customer";
      case IMAGE -> "Image from a customer";
      case DOCUMENT -> "Document from a customer";
      case AUDIO -> "Audio from a customer";
      case BUTTON -> "Pressed button";
      case LIST -> "Chosen row";
      case LOCATION -> "Location from a customer";
      case REACTION -> "Reaction";
      case REPLY -> "Quoted reply";
      case EDITED -> "Edited message";
      case DELETED -> "Deleted message";
      case SENT -> "Receipt: sent";
      case DELIVERED -> "Receipt: delivered";
      case READ -> "Receipt: read";
      case FAILED -> "Receipt: failed";
    };
  }

  private UUID receive(What what, String phone, String id, String text, @Nullable String other) {
    Webhook webhook = Objects.requireNonNull(stub.webhook(what, phone, id, text, other));
    var answer = hub().post(webhook);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return answer.body().startsWith("{")
        ? UUID.fromString(ChannelHub.tree(answer).get("id").asText())
        : new UUID(0, 0);
  }

  private String line(String phone, String column) {
    return hub()
        .process()
        .database()
        .sql(
            "select coalesce(("
                + column
                + ")::text, '') from chat_message"
                + " where conversation like ? and author = 'CUSTOMER' order by seq desc limit 1")
        .param("%" + phone.substring(phone.length() - 8))
        .query(String.class)
        .optional()
        .orElse("NONE");
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, text",
    "IMAGE, image",
    "DOCUMENT, document",
    "AUDIO, audio|voice",
    "BUTTON, text",
    "LIST, text",
    "LOCATION, location",
    "REPLY, text"
  })
  void eachKindOfMessageIsReadAndKeptOnItsChannel(What what, String kinds) {
    assumeThat(supports(what)).isTrue();
    String phone = phone();
    receive(what, phone, "IN-" + UUID.randomUUID(), "Sim, confirmo", "sim");
    await().atMost(LIMIT).untilAsserted(() -> assertThat(line(phone, "kind")).matches(kinds));
    assertThat(line(phone, "channel")).isEqualTo(channel);
    if (what == What.BUTTON || what == What.LIST) {
      assertThat(line(phone, "button::json ->> 'id'")).isEqualTo("sim");
      assertThat(line(phone, "text")).isEqualTo("Sim, confirmo");
    }
    if (List.of(What.IMAGE, What.DOCUMENT, What.AUDIO).contains(what)) {
      assertThat(line(phone, "media")).isNotEmpty();
    }
  }

  @Test
  void theSameWebhookTwiceIsOneMessage() {
    String phone = phone();
    String id = "DUP-" + UUID.randomUUID();
    receive(What.TEXT, phone, id, "duas vezes", null);
    receive(What.TEXT, phone, id, "duas vezes", null);
    await().atMost(LIMIT).until(() -> line(phone, "text").equals("duas vezes"));
    assertThat(
            hub()
                .process()
                .count(
                    "select count(*) from chat_message where text = 'duas vezes' and conversation like '%"
                        + phone.substring(phone.length() - 8)
                        + "'"))
        .isEqualTo(1);
  }

  @Test
  void aChangedMessageIsChangedAndADeletedOneIsMarked() {
    assumeThat(supports(What.EDITED) || supports(What.DELETED)).isTrue();
    String phone = phone();
    String id =
        "CHG" + UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase();
    receive(What.TEXT, phone, id, "quero 2", null);
    await().atMost(LIMIT).until(() -> line(phone, "text").equals("quero 2"));
    if (supports(What.EDITED)) {
      receive(What.EDITED, phone, id, "quero 3", null);
      await().atMost(LIMIT).until(() -> line(phone, "text").equals("quero 3"));
    }
    if (supports(What.DELETED)) {
      receive(What.DELETED, phone, id, "", null);
      await().atMost(LIMIT).until(() -> !line(phone, "revoked_at").isEmpty());
    }
  }

  // Signatures.

  @Test
  void onlyTheProviderIsBelieved() {
    Webhook good =
        Objects.requireNonNull(
            stub.webhook(What.TEXT, phone(), "SIG-" + UUID.randomUUID(), "a", null));
    assertThat(hub().post(stub.forged(good)).statusCode()).isEqualTo(401);
    assertThat(hub().post(stub.unsigned(good)).statusCode()).isEqualTo(401);
    assertThat(hub().post(good).statusCode()).isBetween(200, 202);
  }

  @Test
  void whatCameWhileTheChannelWasOffIsAnsweredAfterAReplay() {
    String phone = phone();
    turn(false);
    try {
      receive(What.TEXT, phone, "OFF-" + UUID.randomUUID(), "bom dia", null);
      await().atMost(LIMIT).until(() -> !unknown(phone).isEmpty());
    } finally {
      turn(true);
    }
    assertThat(hub().operator().post("/api/events/" + unknown(phone) + "/replay", null).status())
        .isBetween(200, 202);
    assertThat(sentTo(phone).text()).isNotBlank();
    assertThat(line(phone, "text")).isEqualTo("bom dia");
  }

  private void turn(boolean active) {
    String path = "/api/channels/" + channel;
    assertThat(hub().operator().put(path, "{\"active\": " + active + "}").status()).isEqualTo(200);
  }

  private String unknown(String phone) {
    return hub()
        .process()
        .database()
        .sql(
            "select id::text from event where type = 'whatsapp.channel.unknown' and convert_from(raw, 'UTF8') like ?")
        .param("%" + phone.substring(phone.length() - 8) + "%")
        .query(String.class)
        .optional()
        .orElse("");
  }

  // Conversations.

  @Test
  void theAnswerStaysOnTheChannelOfTheQuestion() {
    String phone = phone();
    receive(What.TEXT, phone, "Q-" + UUID.randomUUID(), "bom dia", null);
    assertThat(sentTo(phone).text()).isNotBlank();
    assertThat(
            hub()
                .process()
                .database()
                .sql("select distinct connector from outbox where conversation like ?")
                .param("%" + phone.substring(phone.length() - 8))
                .query(String.class)
                .list())
        .containsExactly(channel);
    assertThat(
            hub()
                .process()
                .database()
                .sql(
                    "select distinct author || ' ' || channel from chat_line where conversation like ?")
                .param("%" + phone.substring(phone.length() - 8))
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder("CUSTOMER " + channel, "HUB " + channel);
  }

  @Test
  void theNumberTypedBackIsTheButton() {
    String phone = customer();
    await().atMost(LIMIT).until(() -> countTo(phone) == 1);
    UUID event = send("buttons", phone, content("buttons"));
    becomes(event, "SENT|DELIVERED|READ");
    receive(What.TEXT, phone, "N-" + UUID.randomUUID(), "2", null);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(line(phone, "button::json ->> 'id'")).isEqualTo("nao"));
  }

  @Test
  void aSendIsTriedAgainWhenTheProviderIsBusy() {
    String phone = customer();
    await().atMost(LIMIT).until(() -> countTo(phone) == 1);
    stub.refuseNext(503, new byte[0]);
    UUID event = text(phone, "Outra vez " + phone);
    becomes(event, "SENT|UNKNOWN");
    assertThat(stub.got().stream().filter(got -> got.text().equals("Outra vez " + phone)).count())
        .isLessThanOrEqualTo(1);
  }
}
