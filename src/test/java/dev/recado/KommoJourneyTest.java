package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.spine.outbox.Contacts;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What customers and sellers see who meet on WhatsApp, and what Kommo gets of it. */
@Tag("hub")
@Order(1)
@ResourceLock(KommoSystem.LOCK)
class KommoJourneyTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicInteger NUMBERS = new AtomicInteger(43_000_000);
  private static final AtomicLong IDS = new AtomicLong(28_500_000);
  private static final StubKommo KOMMO = KommoSystem.KOMMO;
  private static final HubProcess HUB = KommoSystem.started();
  private static final Operator OPERATOR = KommoSystem.OPERATOR;
  private static final Customer SELLER = new Customer(HUB, KommoSystem.ANAS_PHONE);

  private final String phone = "55219" + NUMBERS.incrementAndGet();
  private final String conversation = Contacts.conversation(phone);
  private final Customer customer = new Customer(HUB, phone);
  private final long lead = IDS.incrementAndGet();
  private final long contact = lead + 60_000_000;

  @Test
  void whoFillsInAFormIsWrittenToOnceInTheSellersNameAndKommoKnows() throws IOException {
    KOMMO.addLead(lead, "Formulário do site");
    KOMMO.addContact(contact, "Maria Silva", phone, lead);
    CompletableFuture<Void> form = CompletableFuture.runAsync(this::formArrives);
    kommoTells(leadAdded());
    form.join();

    assertThat(customer.hears()).contains("Ana Atendente");
    await().atMost(LIMIT).until(() -> responsible() == KommoSystem.ANA);
    await().atMost(LIMIT).until(() -> !KOMMO.notes(lead).isEmpty());
    assertThat(KOMMO.notes(lead)).anyMatch(note -> note.contains(customer.heard().get(0)));

    kommoTells(leadAdded().replace("updated_at]=1784030398", "updated_at]=1784030999"));
    settled();
    assertThat(customer.heard()).hasSize(1);
    assertThat(
            HUB.count(
                "select count(*) from opening where conversation = '%s'".formatted(conversation)))
        .isEqualTo(1);
  }

  @Test
  void aLeadOfKommoIsGreetedByTheContactsNameAndTheContactIsKnown() {
    KOMMO.addLead(lead, "Cozinha da Eva");
    KOMMO.addContact(contact, "Eva Prado", phone, lead);
    kommoTells(leadAdded().replace("Formulário do site", "Cozinha da Eva"));

    assertThat(customer.hears()).contains("Olá, Eva!");
    Operator.Answer seller = OPERATOR.get("/vendedor/contato/" + contact);
    assertThat(seller.status()).as(seller.body().toString()).isEqualTo(200);
    assertThat(seller.body().path("nome").asText()).isEqualTo("Ana Atendente");
  }

  @Test
  void whatACustomerWritesIsAnsweredOnceThoughTwoWaysTellOfItAndIsNotedOnTheLead()
      throws IOException {
    KOMMO.addLead(lead, "Lead pelo WhatsApp", KommoSystem.ANA);
    KOMMO.addContact(contact, "Maria Silva", phone, lead);
    CompletableFuture<Void> whatsApp =
        CompletableFuture.runAsync(() -> customer.says("Oi, bom dia!"));
    kommoTells(message("incoming", "external", "Oi, bom dia!"));
    whatsApp.join();

    String answer = customer.hears();
    assertThat(answer).contains("assistente virtual");
    await().atMost(LIMIT).until(() -> !KOMMO.notes(lead).isEmpty());
    assertThat(KOMMO.notes(lead))
        .anyMatch(note -> note.contains("Oi, bom dia!") && note.contains(answer.substring(0, 20)));
    customer.isThroughWith();
    assertThat(customer.heard()).hasSize(1);

    kommoTells(message("incoming", "external", "quero fazer um orçamento"));
    assertThat(customer.hears()).contains("qual é o seu nome");
    kommoTells(message("outgoing", "bot", "Recebemos sua mensagem."));
    settled();
    assertThat(customer.heard()).hasSize(2);
  }

  @Test
  void whoWritesFirstHasASellerWhoHearsOfItAndKommoHasTheResponsible() {
    long somebody = 10_175_000;
    KOMMO.tokenUser(somebody);
    customer.says("quero fazer um orçamento");
    assertThat(customer.hears()).contains("qual é o seu nome");
    customer.says("Maria Silva");
    assertThat(customer.hears()).contains("Cozinhas");
    customer.says("Cozinhas");
    assertThat(customer.hears()).contains("Registrei seu interesse em Cozinhas");

    await()
        .atMost(LIMIT)
        .until(
            () ->
                SELLER.heard().stream()
                    .anyMatch(told -> told.contains("Novo lead") && told.contains(phone)));
    await().atMost(LIMIT).until(() -> leadOfTheCustomer().isPresent());
    await()
        .atMost(LIMIT)
        .until(() -> responsible(leadOfTheCustomer().orElseThrow()) == KommoSystem.ANA);
    assertThat(
            HUB.count(
                "select count(*) from assignment g join seller s on s.id = g.seller where g.conversation = '%s' and s.name = 'Ana Atendente'"
                    .formatted(conversation)))
        .isEqualTo(1);
  }

  private Optional<Long> leadOfTheCustomer() {
    return HUB.database()
        .sql("select lead from crm_link where conversation = ? and lead is not null")
        .param(conversation)
        .query(Long.class)
        .optional();
  }

  @Test
  void aSellerTakesTheConversationOverAndGivesItBack() throws IOException {
    KOMMO.addLead(lead, "Lead pelo WhatsApp", KommoSystem.ANA);
    KOMMO.addContact(contact, "Maria Silva", phone, lead);
    kommoTells(message("incoming", "external", "Oi"));
    customer.hears();

    SELLER.says("/assumir " + lead);
    anaHears("robô está pausado na conversa com " + phone);
    customer.says("Qual o prazo de entrega?");
    customer.isThroughWith();
    assertThat(customer.heard()).hasSize(1);

    SELLER.says("/liberar " + lead);
    anaHears("robô voltou a responder à conversa com " + phone);
    customer.says("Oi de novo");
    customer.hears();

    kommoTells(message("outgoing", "user", "Olá, Maria! Já verifico."));
    await().atMost(LIMIT).until(() -> !bot());
    customer.says("obrigada");
    customer.isThroughWith();
    assertThat(customer.heard()).hasSize(2);
    assertThat(changes())
        .containsExactly(
            "TAKEN Ana Atendente whatsapp",
            "RETURNED Ana Atendente whatsapp",
            "TAKEN Ana Atendente kommo");
    await()
        .atMost(LIMIT)
        .until(() -> KOMMO.notes(lead).stream().anyMatch(note -> note.contains("Robô pausado")));
  }

  /** Waits for a message to Ana, who also gets others. */
  private static void anaHears(String words) {
    await()
        .atMost(LIMIT)
        .until(() -> SELLER.heard().stream().anyMatch(told -> told.contains(words)));
  }

  private void formArrives() {
    post(
        "/webhooks/form/" + HubProcess.FORM_TOKEN,
        "{\"nome\": \"Maria Silva\", \"telefone\": \"%s\", \"area\": \"Cozinhas\"}"
            .formatted(phone),
        "application/json");
  }

  private static void kommoTells(String pairs) {
    String body =
        List.of(pairs.strip().split("\n")).stream()
            .map(pair -> pair.split("=", 2))
            .map(pair -> encoded(pair[0]) + "=" + encoded(pair[1]))
            .collect(java.util.stream.Collectors.joining("&"));
    post(KommoSystem.HOOK, body, "application/x-www-form-urlencoded");
  }

  private static void post(String path, String body, String type) {
    HttpResponse<String> answer =
        new Invoices(HUB)
            .deliver(path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", type);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String leadAdded() {
    return """
    leads[add][0][id]=%d
    leads[add][0][name]=Formulário do site
    leads[add][0][status_id]=57429970
    leads[add][0][price]=0
    leads[add][0][responsible_user_id]=10175000
    leads[add][0][pipeline_id]=7019890
    leads[add][0][created_at]=1784030000
    leads[add][0][updated_at]=1784030398
    account[subdomain]=lojacentro
    account[id]=31257294
    """
        .formatted(lead);
  }

  private String message(String type, String author, String text) {
    return """
    message[add][0][id]=d3bac6d3-19ac-4a5e-9e1f-%012d
    message[add][0][chat_id]=54caee02-1f0b-4c05-a8e9-000000000001
    message[add][0][talk_id]=100
    message[add][0][contact_id]=%d
    message[add][0][text]=%s
    message[add][0][created_at]=%d
    message[add][0][element_type]=2
    message[add][0][entity_type]=lead
    message[add][0][element_id]=%d
    message[add][0][entity_id]=%d
    message[add][0][type]=%s
    message[add][0][author][id]=1db2f5cc-0000-4000-8000-000000000001
    message[add][0][author][type]=%s
    message[add][0][author][name]=%s
    message[add][0][origin]=waba
    account[subdomain]=lojacentro
    account[id]=31257294
    """
        .formatted(
            IDS.incrementAndGet(),
            contact,
            text,
            System.currentTimeMillis() / 1000,
            lead,
            lead,
            type,
            author,
            author.equals("user") ? "Ana Atendente" : "Maria Silva");
  }

  private long responsible() {
    return responsible(lead);
  }

  private static long responsible(long lead) {
    return KOMMO.leads().stream()
        .filter(one -> one.id() == lead)
        .map(one -> one.responsible() == null ? 0 : one.responsible())
        .findFirst()
        .orElse(0L);
  }

  private boolean bot() {
    return OPERATOR
        .post("/bot-control", "{\"action\": \"status\", \"phone\": \"%s\"}".formatted(phone))
        .body()
        .path("bot_ativo")
        .asBoolean();
  }

  private List<String> changes() {
    return HUB.database()
        .sql(
            "select what || ' ' || who || ' ' || via from hand_over_change where conversation = ? order by id")
        .param(conversation)
        .query(String.class)
        .list();
  }

  /** Waits until every event has left its flow and no message waits to be sent. */
  private static void settled() {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                HUB.count(
                            "select count(*) from event where state in ('RETRY', 'WAITING') and due_at < now() + interval '1 minute'")
                        + HUB.count(
                            "select count(*) from outbox where state in ('QUEUED', 'SENDING', 'RETRY')")
                    == 0);
  }
}
