package bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An ordinary day in a short time: what each sender posts and which outcome it must have. */
final class SoakTraffic {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** The customer that the hub knows without Odoo. */
  private static final Invoices INVOICES = new Invoices(1);

  /** A made-up customer of the hub's own, with a phone. */
  private static final int KNOWN_PARTNER = 7;

  private static final String KNOWN_PHONE = "5511987654321";

  /** A customer's messages in order, and what the answers contain. */
  private static final String[][] TALK = {
    {"Oi, bom dia!", "assistente virtual"},
    {"quero fazer um orçamento", "qual é o seu nome"},
    {"ana souza", "Ana Souza"},
    {"2", "Obrigado"},
    {"SAIR", "não vai mais receber"},
  };

  private static final List<String> READS =
      List.of(
          "/api/events?limit=20",
          "/api/messages?limit=20",
          "/api/dead-letters",
          "/api/flows",
          "/api/connectors",
          "/actuator/health",
          "/actuator/prometheus",
          "/health",
          "/vendedores",
          "/conversations/active");

  private final SoakApi api;
  private final Outcomes outcomes;
  private final Troubles troubles;
  private final Map<String, String> tokens;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(8);
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final Map<String, Integer> chats = new ConcurrentHashMap<>();

  SoakTraffic(SoakApi api, Outcomes outcomes, Troubles troubles, Map<String, String> tokens) {
    this.api = api;
    this.outcomes = outcomes;
    this.troubles = troubles;
    this.tokens = tokens;
  }

  void begin() {
    every(1_000, this::invoice);
    every(2_000, this::form);
    every(5_000, this::conversion);
    every(3_000, this::kommo);
    every(4_000, this::conversation);
    every(400, this::readSomething);
    every(20_000, api::refresh);
    every(500, outcomes::look);
  }

  private void every(long millis, Runnable work) {
    clock.scheduleAtFixedRate(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            troubles.add("The bench itself stumbled", e.toString());
          }
        },
        0,
        millis,
        TimeUnit.MILLISECONDS);
  }

  /** Stops sending; checks go on. */
  void end() throws InterruptedException {
    clock.shutdown();
    clock.awaitTermination(30, TimeUnit.SECONDS);
  }

  int sent() {
    return sent.get();
  }

  int reads() {
    return reads.get();
  }

  private int next() {
    sent.incrementAndGet();
    return numbers.incrementAndGet();
  }

  /** Posts a new invoice; every fourth is posted again at once, as Odoo does after a rollback. */
  void invoice() {
    int number = next();
    String body = invoiceBody(number);
    String path = "/webhooks/odoo/" + tokens.get("ODOO_WEBHOOK_TOKEN");
    String event = Json.text(api.post(path, JSON, body, 202).body(), "id");
    if (number % 4 == 0) {
      api.post(path, JSON, body, 202);
    }
    if (!event.isEmpty()) {
      outcomes.expect("message of an invoice", Invoices.name(number), () -> wasSent(event));
    }
  }

  private boolean wasSent(String event) {
    List<String> messages = api.read("/api/messages?eventId=" + event).objects();
    return messages.size() == 1
        && List.of("SENT", "DELIVERED", "READ").contains(Json.text(messages.get(0), "state"));
  }

  private static String invoiceBody(int number) {
    String body = INVOICES.body(0);
    int id = number + 1;
    return body.replace("\"_id\": 1,", "\"_id\": " + id + ",")
        .replace("\"id\": 1,", "\"id\": " + id + ",")
        .replace("invoices/1\"", "invoices/" + id + "\"")
        .replace(
            "\"partner_id\": " + Invoices.FIRST_PARTNER + ",",
            "\"partner_id\": " + KNOWN_PARTNER + ",")
        .replace(Invoices.name(0), Invoices.name(number));
  }

  private void form() {
    String phone = phone();
    api.post(
        "/webhooks/form/" + tokens.get("FORM_WEBHOOK_TOKEN"),
        JSON,
        "{\"nome\": \"Maria Silva\", \"telefone\": \"%s\", \"area\": \"Cozinhas\"}"
            .formatted(phone),
        200);
    greeted(phone, "form");
  }

  private void conversion() {
    String phone = phone();
    api.post(
        "/webhooks/rdstation/" + tokens.get("RDSTATION_WEBHOOK_TOKEN"),
        JSON,
        """
        {"event_type": "WEBHOOK.CONVERTED", "entity_type": "CONTACT",
         "event_identifier": "orcamento-whatsapp", "timestamp": "%s", "event_timestamp": "%s",
         "contact": {"uuid": "c2f3d2b3-0000-4000-8000-0000%s", "email": "m%s@example.com",
          "name": "Maria Silva", "personal_phone": "%s", "mobile_phone": "%s", "tags": []}}
        """
            .formatted(Instant.now(), Instant.now(), phone.substring(5), phone, phone, phone),
        202);
    greeted(phone, "conversion");
  }

  /** Checks the greeting on the phone and its note in the CRM. */
  private void greeted(String phone, String by) {
    chats.merge(phone, 1, Integer::sum);
    outcomes.expect("greeting after a " + by, phone, () -> heard(phone).size() == 1);
    outcomes.expect("note in the CRM after a " + by, phone, () -> noted(phone));
  }

  private boolean noted(String phone) {
    return api.read("/api/messages?conversation=whatsapp:" + phone).objects().stream()
        .map(message -> Json.text(message, "eventId"))
        .filter(event -> !event.isEmpty())
        .findFirst()
        .map(event -> api.read("/api/messages?connector=crm&state=SENT&eventId=" + event).objects())
        .stream()
        .flatMap(List::stream)
        .anyMatch(message -> Json.text(message, "kind").equals("crm-note"));
  }

  /** Posts a webhook of Kommo; without access to Kommo's API, this is all that can be checked. */
  private void kommo() {
    int number = next();
    String kind = List.of("status", "note", "update").get(number % 3);
    String record =
        kind.equals("note")
            ? "leads[note][0][note][id]=%1$d&leads[note][0][note][element_id]=%2$d"
                + "&leads[note][0][note][element_type]=2&leads[note][0][note][note_type]=4"
                + "&leads[note][0][note][text]=Ligar&leads[note][0][note][created_at]=1784030398"
            : "leads[%3$s][0][id]=%2$d&leads[%3$s][0][name]=Lead&leads[%3$s][0][status_id]=142"
                + "&leads[%3$s][0][updated_at]=%1$d&leads[%3$s][0][pipeline_id]=7019890";
    String body =
        record.formatted(1_784_000_000 + number, 28_000_000 + number, kind)
            + "&account[subdomain]=lojacentro&account[id]=31257294";
    api.post(
        "/webhooks/kommo/" + tokens.get("KOMMO_WEBHOOK_TOKEN"),
        FORM,
        body.replace("[", "%5B").replace("]", "%5D"),
        202);
  }

  private void conversation() {
    says(phone(), 0);
  }

  private void says(String phone, int step) {
    if (step == TALK.length) {
      return;
    }
    chats.merge(phone, 1, Integer::sum);
    api.post(
        "/simulator/phones/" + phone + "/messages",
        JSON,
        "{\"text\": \"" + TALK[step][0] + "\"}",
        202);
    outcomes.expect(
        "answer to \"" + TALK[step][0] + "\"",
        phone,
        () -> {
          List<String> heard = heard(phone);
          boolean there = heard.size() > step;
          if (there && !heard.get(step).contains(TALK[step][1])) {
            troubles.add("A wrong answer to \"" + TALK[step][0] + "\"", heard.get(step));
          }
          if (there) {
            says(phone, step + 1);
          }
          return there;
        });
  }

  private void readSomething() {
    api.read(READS.get(reads.incrementAndGet() % READS.size()));
  }

  private String phone() {
    return "55219" + (70_000_000 + next());
  }

  private List<String> heard(String phone) {
    return api.read("/simulator/phones/" + phone + "/messages").objects().stream()
        .filter(line -> line.contains("\"fromMe\":true"))
        .map(line -> Json.text(line, "text"))
        .toList();
  }

  /** Counts once more at the end: a second greeting, answer or invoice would be there now. */
  void countAgain() {
    heard(KNOWN_PHONE).stream()
        .collect(Collectors.groupingBy(text -> text, Collectors.counting()))
        .forEach(
            (text, times) -> {
              if (times > 1) {
                troubles.add("An invoice was told " + times + " times", text);
              }
            });
    chats.forEach(
        (phone, expected) -> {
          int heard = heard(phone).size();
          if (heard > expected) {
            troubles.add(
                "A customer heard more than there was to say",
                phone + " heard " + heard + " instead of " + expected);
          }
        });
  }
}
