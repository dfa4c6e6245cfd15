package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.spine.ingress.Hmac;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a customer sees who writes on WhatsApp, without any LLM, and what Odoo gets of it. */
@Tag("hub")
class ConversationTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicInteger NUMBERS = new AtomicInteger(41_000_000);
  private static final List<String> WEBHOOKS =
      List.of(
          "message-text.noweb",
          "message-text.webjs",
          "message-text.lid",
          "message-text.old-ddd-no-ninth-digit",
          "message-image",
          "message-audio",
          "message-media-not-downloaded",
          "message-reply-quoted",
          "message-group",
          "message.any-own-from-api",
          "message.any-own-from-phone",
          "message.ack-server",
          "message.ack-device",
          "message.ack-read",
          "message.ack-error",
          "message.ack-lid",
          "message.reaction",
          "session.status-working",
          "session.status-failed",
          "session.status-stopped",
          "session.status-scan_qr_code");
  private static final StubOdoo ODOO = new StubOdoo();
  private static final HubProcess HUB =
      HubProcess.named("conversation")
          .onSharedServers()
          .env("RECADO_DEBOUNCE", "400ms")
          .env("WAHA_SESSION", "loja-centro")
          .env("ODOO_URL", "http://127.0.0.1:" + ODOO.port())
          .env("ODOO_DB", "hubtest")
          .env("ODOO_USERNAME", "hub")
          .env("ODOO_PASSWORD", StubOdoo.PASSWORD);

  private final String phone = "55119" + NUMBERS.incrementAndGet();
  private final String conversation = dev.recado.spine.outbox.Contacts.conversation(phone);
  private final Customer customer = new Customer(HUB, phone);

  @BeforeAll
  static void start() {
    HUB.start();
  }

  @AfterAll
  static void stop() {
    HUB.close();
    ODOO.close();
  }

  @Test
  void fromTheGreetingToTheLeadAndOutAgain() {
    customer.says("Oi, bom dia!");
    assertThat(customer.hears()).contains("assistente virtual");
    customer.says("quero fazer um orçamento");
    assertThat(customer.hears()).contains("qual é o seu nome");
    customer.says("ana souza");
    assertThat(customer.hears()).contains("Prazer, Ana Souza", "área de interesse", "1. ", "2. ");
    customer.says("2");
    assertThat(customer.hears()).contains("Obrigado, Ana Souza");
    await().atMost(LIMIT).until(() -> lead() != null);
    assertThat(lead())
        .containsEntry("contact_name", "Ana Souza")
        .containsEntry("phone", "+" + phone);

    customer.says("SAIR.");
    assertThat(customer.hears()).contains("não vai mais receber", "VOLTAR");
    customer.says("sair");
    customer.says("oi");
    customer.isThroughWith();
    assertThat(customer.heard()).hasSize(5);
    assertThat(HUB.count("select count(*) from consent where words = 'SAIR.' and what = 'OPT_OUT'"))
        .isPositive();

    customer.says("voltar");
    assertThat(customer.hears()).contains("Que bom ter você de volta");
    customer.says("oi");
    assertThat(customer.hears()).contains("assistente virtual");
  }

  private @org.jspecify.annotations.Nullable Map<String, Object> lead() {
    return ODOO.leads().stream()
        .filter(lead -> ("+" + phone).equals(lead.get("phone")))
        .findFirst()
        .orElse(null);
  }

  @Test
  void aBurstIsAnsweredOnceAndWithAllThatWasWritten() {
    customer.says("oi");
    customer.says("bom dia");
    customer.says("tudo bem?");
    customer.hears();
    customer.isThroughWith();
    assertThat(customer.heard()).hasSize(1);
    assertThat(HUB.count("select count(distinct turn_id) from chat_message where " + here()))
        .isEqualTo(1);
  }

  @Test
  void aKeywordCountsAmongOtherMessagesOfTheBurst() {
    customer.says("oi");
    customer.says("SAIR");
    assertThat(customer.hears()).contains("não vai mais receber");
  }

  @Test
  void theSameMessageDeliveredTwiceIsAnsweredOnce() {
    customer.writes(Map.of("text", "oi", "messageId", "3EB0SAME" + phone));
    customer.writes(Map.of("text", "oi", "messageId", "3EB0SAME" + phone));
    customer.hears();
    customer.isThroughWith();
    assertThat(customer.heard()).hasSize(1);
  }

  @Test
  void aPersonTakesOverAndTheHubIsSilentUntilItGetsTheConversationBack() {
    customer.says("quero falar com um atendente");
    assertThat(customer.hears()).contains("Chamei uma pessoa");
    customer.says("alô?");
    customer.isThroughWith();
    assertThat(customer.heard()).hasSize(1);
    HUB.database().sql("update contact set handed_over_at = null where " + here()).update();
    customer.says("oi");
    assertThat(customer.hears()).contains("assistente virtual");
  }

  @Test
  void whoeverWantsOutIsHeardAlsoWhileAPersonAnswers() {
    customer.says("quero falar com um atendente");
    customer.hears();
    customer.says("sair");
    assertThat(customer.hears()).contains("não vai mais receber");
    assertThat(HUB.count("select count(*) from consent where what = 'OPT_OUT' and " + here()))
        .isEqualTo(1);
  }

  @Test
  void whatIsNotUnderstoodTwiceInARowGoesToAPerson() {
    customer.says("xpto blargh 123");
    assertThat(customer.hears()).contains("não entendi");
    customer.says("zzz qwerty");
    assertThat(customer.hears()).contains("Chamei uma pessoa");
  }

  @Test
  void anIntentThatInterruptsBreaksIntoADialogue() {
    customer.says("quero um orçamento");
    assertThat(customer.hears()).contains("qual é o seu nome");
    customer.says("prefiro falar com uma pessoa");
    assertThat(customer.hears()).contains("Chamei uma pessoa");
  }

  @Test
  void whatOnlySoundsLikeAWishToLeaveIsAskedBack() {
    customer.says("por favor não me mandem mais mensagens");
    assertThat(customer.hears()).contains("responda *SAIR*");
    assertThat(HUB.count("select count(*) from consent where " + here())).isZero();
  }

  @Test
  void aWrongNumberGetsNoMoreOfThatClientsInvoices() {
    HUB.database()
        .sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, client, state,
                                scheduled_for, due_at, created_at)
            values (gen_random_uuid(), 'whatsapp-text', 'waha', ?, ?, '{"text": "Sua fatura"}',
                    'odoo:77', 'SENT', now(), now(), now())
            """)
        .params(conversation, phone)
        .update();
    customer.says("Número errado!");
    assertThat(customer.hears()).contains("Desculpe o engano");
    assertThat(
            HUB.count("select count(*) from wrong_number where client = 'odoo:77' and " + here()))
        .isEqualTo(1);
  }

  @Test
  void whatCannotBeReadIsKeptAndAnswered() {
    for (String type : List.of("audio", "sticker")) {
      customer.writes(Map.of("type", type));
      assertThat(customer.hears()).contains("só consigo ler texto");
    }
    customer.writes(Map.of("type", "location"));
    assertThat(customer.hears()).contains("Uma pessoa da nossa equipe vai olhar");
    assertThat(HUB.count("select count(*) from chat_message where text is null and " + here()))
        .isEqualTo(3);
  }

  @Test
  void textsOfEveryKindAreKeptAndAnsweredAndNoneIsADeadLetter() {
    for (String text :
        List.of(
            "a".repeat(60_000),
            "😂😂😂😂",
            "שלום, אני רוצה לדבר",
            "nul\u0000byte",
            "{{nome}} ${body} #{1+1} <script>alert(1)</script>",
            "'; drop table event; --")) {
      String other = "55119" + NUMBERS.incrementAndGet();
      Customer somebody = new Customer(HUB, other);
      somebody.says(text);
      assertThat(somebody.hears()).as(text.substring(0, 4)).isNotBlank();
    }
    assertThat(HUB.count("select count(*) from event where state = 'DEAD'")).isZero();
  }

  @Test
  void aHiddenIdentityIsAnsweredAndKnownByItsPhoneAfterwards() {
    customer.writes(Map.of("text", "oi", "lid", "7" + phone));
    assertThat(customer.hears()).contains("assistente virtual");
    assertThat(HUB.count("select count(*) from conversation where key = '" + conversation + "'"))
        .isEqualTo(1);
    assertThat(
            HUB.count(
                "select count(*) from identity_merge where to_conversation = '"
                    + conversation
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void whatAnotherSessionOfWahaTellsIsShownAndNeitherKeptNorAnswered() {
    String body =
        Samples.text("waha/webhook-message-text.noweb.json").replace("loja-centro", "outra-loja");
    String id = "'" + Invoices.id(signed(body)) + "'";
    await()
        .atMost(LIMIT)
        .until(() -> HUB.count("select count(*) from event where id = " + id) == 1);
    assertThat(
            HUB.database()
                .sql("select state || ': ' || reason from event where id = " + id)
                .query(String.class)
                .single())
        .isEqualTo(
            "DROPPED: Veio da sessão 'outra-loja' do WAHA, que não é um canal ativo deste hub, ou não foi"
                + " assinado com a chave desse canal; guardado e não respondido. Crie ou ative o canal,"
                + " ou corrija a chave, e reprocesse");
    assertThat(HUB.count("select count(*) from chat_message where id = " + id)).isZero();
  }

  /** WhatsApp gives both the same time, and the webhook of the greeting arrives first. */
  @Test
  void aGreetingOfTheAppThatOvertakesTheCustomerLeavesHimAnswered() {
    for (String sample : List.of("message.any-own-from-phone", "message-text.noweb")) {
      String body =
          Samples.text("waha/webhook-" + sample + ".json")
              .replace("5521976540001", phone)
              .replace("3A0F1E2D3C4B", "3A0F" + phone.substring(5))
              .replace("3EB0A1B2C3D4", "3EB0" + phone.substring(5))
              .replace("Ja te respondo, Maria (digitado no celular)", "Olá! Seja bem-vindo à loja.")
              .replace("Oi, qual o valor do meu boleto?", "Oi, bom dia!");
      assertThat(signed(body).statusCode()).isEqualTo(202);
    }
    assertThat(customer.hears()).contains("assistente virtual");
    assertThat(
            HUB.database()
                .sql(
                    "select string_agg(what, ' ' order by id) from hand_over_change where "
                        + here())
                .query(String.class)
                .single())
        .isEqualTo("TAKEN AUTOMATIC RETURNED");
  }

  private static HttpResponse<String> signed(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String signature = Hmac.hex("HmacSHA512", HubProcess.WAHA_HMAC_KEY, body);
    return new Invoices(HUB).deliver("/webhooks/waha", body, "X-Webhook-Hmac", signature);
  }

  @Test
  void everySampleOfTheContractComesInAndNoneIsADeadLetter() throws IOException {
    List<String> ids = new ArrayList<>();
    for (String sample : WEBHOOKS) {
      HttpResponse<String> answer = signed(Samples.text("waha/webhook-" + sample + ".json"));
      assertThat(answer.statusCode()).as(sample).isEqualTo(202);
      ids.add(Invoices.id(answer));
    }
    // NOWEB and WEBJS report the same message.
    assertThat(ids.stream().distinct()).hasSize(WEBHOOKS.size() - 1);
    for (String id : ids) {
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  HUB.count(
                          "select count(*) from event where state in ('DONE', 'DROPPED', 'PARKED')"
                              + " and id = '"
                              + id
                              + "'")
                      == 1);
    }
    assertThat(
            HUB.database()
                .sql("select status from channel_session where session = 'loja-centro'")
                .query(String.class)
                .list())
        .isNotEmpty();
    // All samples have the same seconds, and no person can have typed an answer in that time.
    assertThat(
            HUB.database()
                .sql("select author || ' ' || text from chat_message where text like '%celular)'")
                .query(String.class)
                .list())
        .containsExactly("AUTOMATIC Ja te respondo, Maria (digitado no celular)");
    assertThat(HUB.count("select count(*) from event where state = 'DEAD'")).isZero();
    // The samples say that the session is lost. The hub asks again by itself only later.
    assertThat(new Operator(HUB).get("/api/waha/status").body().get("status").asText())
        .isEqualTo("WORKING");
  }

  private String here() {
    return "conversation = '" + conversation + "'";
  }
}
