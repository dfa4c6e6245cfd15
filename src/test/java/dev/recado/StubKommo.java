package dev.recado;

import static dev.recado.StubKommoRecords.JSON;
import static dev.recado.StubKommoRecords.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A small Kommo with users, leads, contacts, notes and tasks that answers like the samples.
 *
 * <p>It accepts the long-lived {@link #TOKEN}, and the tokens of its OAuth.
 */
public final class StubKommo implements Closeable {

  /** The long-lived token. */
  public static final String TOKEN = "kommo-long-lived-token";

  private static final int PAGE = 50;

  /** How it answers all calls of the API. */
  public enum Mood {
    /** Works normally. */
    WELL,
    /** Closes the connection. */
    DOWN,
    /** Fails with a page of HTML. */
    HTTP_500,
    /** Answers 429 with a page of HTML. */
    TOO_MANY,
    /** Has blocked this address: answers 403 with a page of HTML. */
    BLOCKED,
    /** The account is unpaid. */
    UNPAID,
    /** The user may not do that. */
    NO_RIGHTS,
    /** Answers 200 with a page of HTML. */
    HTML
  }

  /**
   * A note.
   *
   * @param id its own id
   * @param kind {@code leads} or {@code contacts}
   * @param entity the id of the lead or contact
   * @param text its text
   */
  public record Note(long id, String kind, long entity, String text) {}

  /**
   * A lead.
   *
   * @param id its own id
   * @param name its title
   * @param responsible a user's id, or null
   * @param status the id of its stage; 142 is won, 143 is lost
   * @param price whole units
   * @param contacts ids
   * @param tags names
   */
  public record Lead(
      long id,
      String name,
      @Nullable Long responsible,
      long status,
      long price,
      List<Long> contacts,
      List<String> tags) {}

  /**
   * A task.
   *
   * @param id its own id
   * @param kind {@code leads} or {@code contacts}
   * @param entity the id of the lead or contact
   * @param text what to do
   * @param until epoch seconds
   * @param responsible a user's id, or null
   */
  public record Task(
      long id, String kind, long entity, String text, long until, @Nullable Long responsible) {}

  private record Answer(int status, String type, byte[] body) {}

  private final HttpServer server;
  private final StubKommoOauth oauth = new StubKommoOauth();
  private final StubKommoRecords records = new StubKommoRecords();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final List<Long> closedTalks = new CopyOnWriteArrayList<>();
  private volatile @Nullable Long tokenUser;
  private volatile Mood mood = Mood.WELL;
  private volatile @Nullable CountDownLatch held;

  /** Starts it on a free port. */
  public StubKommo() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Tells its address.
   *
   * @return the address without a trailing slash
   */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Gives access to its OAuth.
   *
   * @return always the same
   */
  public StubKommoOauth oauth() {
    return oauth;
  }

  /**
   * Decides how it answers all calls from now on.
   *
   * @param mood {@link Mood#WELL} for the usual
   */
  public void is(Mood mood) {
    this.mood = mood;
  }

  /** Holds all answers until {@link #release()}. */
  public void hold() {
    held = new CountDownLatch(1);
  }

  /** Sends the answers that are held. */
  public void release() {
    CountDownLatch latch = held;
    held = null;
    if (latch != null) {
      latch.countDown();
    }
  }

  /**
   * Does the next call and never answers it.
   *
   * @param call such as {@code POST /api/v4/leads/28455849/notes}
   */
  public void loseAnswerOf(String call) {
    lost.add(call);
  }

  /**
   * Lists the calls.
   *
   * @return such as {@code GET /api/v4/users}, in order, without the query
   */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /**
   * Adds a user.
   *
   * @param id the user's id
   * @param name the user's name
   * @param email the user's e-mail
   */
  public void addUser(long id, String name, String email) {
    addUser(id, name, email, true);
  }

  /**
   * Adds a user.
   *
   * @param id the user's id
   * @param name the user's name
   * @param email the user's e-mail
   * @param active whether the user may sign in
   */
  public synchronized void addUser(long id, String name, String email, boolean active) {
    records.user(id, name, email, active);
  }

  /**
   * Sets the user of the token, who is responsible for leads that name no user.
   *
   * @param id a user's id, or null for nobody
   */
  public void tokenUser(@Nullable Long id) {
    tokenUser = id;
  }

  /**
   * Lists the conversations of Kommo's own chat that were closed.
   *
   * @return their ids, in order, each as often as it was closed
   */
  public List<Long> closedTalks() {
    return List.copyOf(closedTalks);
  }

  /**
   * Adds a contact.
   *
   * @param id its id
   * @param name the person's name
   * @param phone as a person wrote it, or null
   * @param leads ids of the contact's leads, which must exist
   */
  public synchronized void addContact(long id, String name, @Nullable String phone, long... leads) {
    records.contact(id, name, phone, null);
    for (long lead : leads) {
      records.join(lead, id);
    }
  }

  /**
   * Adds an open lead.
   *
   * @param id its id
   * @param name its title
   */
  public void addLead(long id, String name) {
    addLead(id, name, null);
  }

  /**
   * Adds an open lead.
   *
   * @param id its id
   * @param name its title
   * @param responsible a user's id, or null
   */
  public synchronized void addLead(long id, String name, @Nullable Long responsible) {
    records.lead(id, name, responsible);
  }

  /**
   * Moves a lead as a user would.
   *
   * @param id the lead's id
   * @param status the id of the stage; 142 is won, 143 is lost
   */
  public synchronized void move(long id, long status) {
    records.one("leads", id).put("status_id", status);
  }

  /**
   * Shows all leads.
   *
   * @return oldest first
   */
  public synchronized List<Lead> leads() {
    return records.all("leads").values().stream().map(StubKommo::lead).toList();
  }

  private static Lead lead(ObjectNode lead) {
    List<Long> contacts = new ArrayList<>();
    lead.at("/_embedded/contacts").forEach(contact -> contacts.add(contact.get("id").asLong()));
    List<String> tags = new ArrayList<>();
    lead.at("/_embedded/tags").forEach(tag -> tags.add(tag.get("name").asText()));
    return new Lead(
        lead.get("id").asLong(),
        lead.get("name").asText(),
        number(lead.get("responsible_user_id")),
        lead.get("status_id").asLong(),
        lead.get("price").asLong(),
        contacts,
        tags);
  }

  private static @Nullable Long number(@Nullable JsonNode value) {
    return value == null || value.isNull() ? null : value.asLong();
  }

  /**
   * Shows all notes.
   *
   * @return oldest first
   */
  public synchronized List<Note> notes() {
    return records.all("notes").values().stream()
        .map(
            note ->
                new Note(
                    note.get("id").asLong(),
                    records.kindOfNote(note.get("id").asLong()),
                    note.get("entity_id").asLong(),
                    note.at("/params/text").asText()))
        .toList();
  }

  /**
   * Shows the texts of a lead's notes.
   *
   * @param lead its id
   * @return oldest first
   */
  public List<String> notes(long lead) {
    return notes().stream()
        .filter(note -> note.kind().equals("leads") && note.entity() == lead)
        .map(Note::text)
        .toList();
  }

  /**
   * Shows all tasks.
   *
   * @return oldest first
   */
  public synchronized List<Task> tasks() {
    return records.all("tasks").values().stream()
        .map(
            task ->
                new Task(
                    task.get("id").asLong(),
                    task.get("entity_type").asText(),
                    task.get("entity_id").asLong(),
                    task.get("text").asText(),
                    task.get("complete_till").asLong(),
                    number(task.get("responsible_user_id"))))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      calls.add(call);
      await();
      Optional<Answer> answer = answer(exchange, call, body);
      if (answer.isPresent() && !lost.remove(call)) {
        send(exchange, answer.get());
      }
    }
  }

  private void await() {
    CountDownLatch latch = held;
    try {
      if (latch != null) {
        latch.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Answer> answer(HttpExchange exchange, String call, byte[] body)
      throws IOException {
    Mood now = mood;
    if (now != Mood.WELL) {
      return moody(now);
    }
    if (call.equals("POST /oauth2/access_token")) {
      StubKommoOauth.Answer token = oauth.answer(JSON.readTree(body));
      return Optional.of(json(token.status(), token.body()));
    }
    String bearer = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + TOKEN).equals(bearer) && !oauth.accepts(bearer)) {
      return Optional.of(problem(401));
    }
    return Optional.of(api(call, query(exchange), body));
  }

  private static Optional<Answer> moody(Mood mood) {
    String page = "<html><body>%s</body></html>";
    byte[] tooMany = Samples.bytes("kommo/error-429.non-json.txt");
    return switch (mood) {
      case DOWN, WELL -> Optional.empty();
      case HTTP_500 -> Optional.of(html(500, page.formatted("500").getBytes(UTF_8)));
      case TOO_MANY -> Optional.of(html(429, tooMany));
      case BLOCKED -> Optional.of(html(403, page.formatted("403 Forbidden").getBytes(UTF_8)));
      case UNPAID -> Optional.of(problem(402));
      case NO_RIGHTS -> Optional.of(problem(403));
      case HTML -> Optional.of(html(200, page.formatted("Login").getBytes(UTF_8)));
    };
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private synchronized Answer api(String call, Map<String, String> query, byte[] body)
      throws IOException {
    String[] path = call.split("/", -1);
    boolean plain = path.length == 4;
    String kind = path.length > 3 ? path[3] : "";
    if (call.equals("POST /api/v4/leads/complex")) {
      return json(200, addComplex(JSON.readTree(body)));
    }
    if (call.equals("POST /api/v4/leads")) {
      return json(200, addLeads(JSON.readTree(body)));
    }
    if (call.equals("POST /api/v4/tasks")) {
      return json(200, addTasks(JSON.readTree(body)));
    }
    if (call.matches("POST /api/v4/talks/\\d+/close")) {
      closedTalks.add(Long.valueOf(path[4]));
      return new Answer(202, "application/hal+json", new byte[0]);
    }
    if (call.startsWith("GET ") && plain) {
      return list(kind, query);
    }
    Long id = path.length > 4 && path[4].matches("\\d+") ? Long.valueOf(path[4]) : null;
    ObjectNode record = id == null ? null : records.all(kind).get(id);
    if (id == null || record == null) {
      return call.startsWith("GET ") ? nothing() : problem(404);
    }
    return one(call, path, kind, record, query, body);
  }

  private Answer one(
      String call,
      String[] path,
      String kind,
      ObjectNode record,
      Map<String, String> query,
      byte[] body)
      throws IOException {
    boolean notes = path.length == 6 && path[5].equals("notes");
    if (call.startsWith("GET ")) {
      long entity = record.get("id").asLong();
      return notes
          ? page(
              "notes",
              records.all("notes").values().stream()
                  .filter(note -> records.kindOfNote(note.get("id").asLong()).equals(kind))
                  .filter(note -> note.get("entity_id").asLong() == entity)
                  .toList(),
              query)
          : json(200, record);
    }
    if (call.startsWith("POST ") && notes) {
      return json(200, addNotes(kind, record, JSON.readTree(body)));
    }
    return call.startsWith("PATCH ") ? patch(record, JSON.readTree(body)) : problem(404);
  }

  private Answer list(String kind, Map<String, String> query) {
    String words = query.get("query");
    List<ObjectNode> found =
        words == null
            ? List.copyOf(records.all(kind).values())
            : List.copyOf(records.matching(kind, words));
    String entity = query.get("filter[entity_id]");
    return page(
        kind,
        found.stream()
            .filter(record -> entity == null || record.path("entity_id").asText().equals(entity))
            .toList(),
        query);
  }

  private Answer page(String kind, List<ObjectNode> found, Map<String, String> query) {
    if (found.isEmpty()) {
      return nothing();
    }
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    int limit = Integer.parseInt(query.getOrDefault("limit", String.valueOf(PAGE)));
    int from = Math.min(found.size(), (page - 1) * limit);
    int to = Math.min(found.size(), page * limit);
    ObjectNode answer = JSON.createObjectNode().put("_page", page);
    ObjectNode links = answer.putObject("_links");
    String path = url() + "/api/v4/" + kind + "?limit=" + limit + "&page=";
    links.putObject("self").put("href", path + page);
    if (kind.equals("users")) {
      answer.put("_total_items", found.size());
      answer.put("_page_count", (found.size() + limit - 1) / limit);
    } else if (to < found.size()) {
      links.putObject("next").put("href", path + (page + 1));
    }
    answer.putObject("_embedded").putArray(kind).addAll(found.subList(from, to));
    return json(200, answer);
  }

  private JsonNode addComplex(JsonNode wanted) {
    ArrayNode answer = JSON.createArrayNode();
    for (JsonNode one : wanted) {
      JsonNode person = one.at("/_embedded/contacts/0");
      long contact = records.newId();
      String name =
          (person.path("first_name").asText() + " " + person.path("last_name").asText()).strip();
      records.contact(contact, name, field(person, "PHONE"), field(person, "EMAIL"));
      long lead = insert(one);
      records.join(lead, contact);
      ObjectNode made = (ObjectNode) sample("response-post-leads-complex.json").get(0);
      answer.add(made.put("id", lead).put("contact_id", contact));
    }
    return answer;
  }

  private static @Nullable String field(JsonNode person, String code) {
    for (JsonNode field : person.path("custom_fields_values")) {
      if (field.path("field_code").asText().equals(code)) {
        return field.at("/values/0/value").asText();
      }
    }
    return null;
  }

  private JsonNode addLeads(JsonNode wanted) {
    ObjectNode answer = (ObjectNode) sample("response-post-leads.json");
    ObjectNode made = (ObjectNode) answer.at("/_embedded/leads/0");
    long lead = insert(wanted.get(0));
    wanted
        .get(0)
        .at("/_embedded/contacts")
        .forEach(contact -> records.join(lead, contact.get("id").asLong()));
    made.put("id", lead);
    return answer;
  }

  private long insert(JsonNode wanted) {
    long id = records.newId();
    Long responsible = number(wanted.get("responsible_user_id"));
    ObjectNode lead =
        records.lead(
            id, wanted.path("name").asText(), responsible == null ? tokenUser : responsible);
    lead.put("price", wanted.path("price").asLong());
    lead.put("status_id", wanted.path("status_id").asLong(StubKommoRecords.FIRST_STAGE));
    wanted.at("/_embedded/tags").forEach(tag -> ((ArrayNode) lead.at("/_embedded/tags")).add(tag));
    return id;
  }

  private JsonNode addNotes(String kind, ObjectNode record, JsonNode wanted) {
    ObjectNode answer = (ObjectNode) sample("response-post-lead-note.json");
    ArrayNode made = answer.withObject("/_embedded").putArray("notes");
    for (JsonNode one : wanted) {
      long id = records.newId();
      ObjectNode note = one.deepCopy();
      note.put("id", id).set("entity_id", record.get("id"));
      StubKommoRecords.stamp(note);
      records.note(id, kind, note);
      made.addObject().put("id", id).set("entity_id", record.get("id"));
    }
    return answer;
  }

  private JsonNode addTasks(JsonNode wanted) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode made = answer.putObject("_embedded").putArray("tasks");
    for (JsonNode one : wanted) {
      long id = records.newId();
      ObjectNode task = one.deepCopy();
      StubKommoRecords.stamp(task.put("id", id));
      records.all("tasks").put(id, task);
      made.addObject().put("id", id);
    }
    return answer;
  }

  private Answer patch(ObjectNode record, JsonNode changes) {
    if (changes.path("status_id").asLong(1) <= 0) {
      return problem(400);
    }
    record.setAll((ObjectNode) changes);
    ObjectNode answer = (ObjectNode) sample("response-patch-lead.json");
    answer.set("id", record.get("id"));
    return json(200, answer);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return query;
  }

  private static Answer problem(int status) {
    ObjectNode problem =
        status == 404
            ? ((ObjectNode) sample("error-401.problem.json")).put("title", "Not Found")
            : (ObjectNode) sample("error-" + status + ".problem.json");
    byte[] body = problem.put("status", status).toString().getBytes(UTF_8);
    return new Answer(status, "application/problem+json", body);
  }

  private static Answer html(int status, byte[] body) {
    return new Answer(status, "text/html", body);
  }

  private static Answer json(int status, JsonNode body) {
    return new Answer(status, "application/hal+json", body.toString().getBytes(UTF_8));
  }

  private static Answer nothing() {
    return new Answer(204, "application/hal+json", new byte[0]);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
