package dev.recado.systems.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.recado.ground.breaker.PatientCalls;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kommo's API.
 *
 * <p>The hub keeps what it has read for a while, because Kommo blocks a caller that asks too often.
 * {@link KommoErrors} decides what each error means and what an operator is told. A refusal is an
 * answer; only a Kommo that is away opens the breaker.
 */
public final class Kommo {

  private static final String EVERYBODY = "";
  private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");
  private static final int MOST_PAGES = 20;
  private static final int SHARED_DIGITS = 8;
  private static final String PAGE_SIZE = "250";
  private static final String CANDIDATES = "50";

  private final KommoSettings settings;
  private final KommoTransport transport;
  private final CircuitBreaker breaker;
  private final PatientCalls calls;
  private final Cache<String, KommoLead> leads;
  private final Cache<String, KommoContact> contacts;
  private final Cache<String, List<KommoUser>> users;

  Kommo(KommoSettings settings, KommoTransport transport, CircuitBreaker breaker, Clock clock) {
    this.settings = settings;
    this.transport = transport;
    this.breaker = breaker;
    this.calls = new PatientCalls(breaker, settings.timeout());
    this.leads = cache(settings.keepRecords(), clock);
    this.contacts = cache(settings.keepRecords(), clock);
    this.users = cache(settings.keepUsers(), clock);
  }

  private static <T> Cache<String, T> cache(Duration time, Clock clock) {
    return Caffeine.newBuilder()
        .maximumSize(10_000)
        .expireAfterWrite(time)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .build();
  }

  /** Forgets failures and everything that was read. */
  void beginAnew() {
    leads.invalidateAll();
    contacts.invalidateAll();
    users.invalidateAll();
    breaker.reset();
  }

  /**
   * Tells whether Kommo keeps the leads.
   *
   * @return true if {@code KOMMO_URL} or {@code KOMMO_CLIENT_ID} is set, connected yet or not
   */
  public boolean configured() {
    return settings.configured() && transport.there();
  }

  /**
   * Tells the state of its breaker.
   *
   * @return {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
   */
  public String breaker() {
    return breaker.getState().name();
  }

  /**
   * Forgets what was read of a record, because a webhook said that it has changed.
   *
   * @param kind {@code lead}, {@code contact} or {@code user}
   * @param id its id; for users all are forgotten
   */
  public void forget(String kind, String id) {
    switch (kind) {
      case "lead" -> leads.invalidate(id);
      case "contact" -> contacts.invalidate(id);
      case "user" -> users.invalidateAll();
      default ->
          throw new IllegalArgumentException("The hub keeps no records of this kind: " + kind);
    }
  }

  /**
   * Lists the users of the account; this needs an administrator's token.
   *
   * @return all users, inactive ones too
   * @throws TryLaterException if Kommo is away
   * @throws UnprocessableException if Kommo refuses
   */
  public List<KommoUser> users() {
    List<KommoUser> known = users.getIfPresent(EVERYBODY);
    return known == null ? askUsers() : known;
  }

  /**
   * Lists the users of the account and always asks Kommo.
   *
   * @return all users, inactive ones too
   * @throws TryLaterException if Kommo is away
   * @throws UnprocessableException if Kommo refuses
   */
  public List<KommoUser> askUsers() {
    List<KommoUser> found =
        all("ler os usuários", "/users", "users", Map.of()).stream().map(KommoJson::user).toList();
    users.put(EVERYBODY, found);
    return found;
  }

  /**
   * Reads a lead.
   *
   * @param id its id
   * @return empty if there is no such lead
   * @throws TryLaterException if Kommo is away
   * @throws UnprocessableException if Kommo refuses
   */
  public Optional<KommoLead> lead(String id) {
    KommoLead known = leads.getIfPresent(number(id));
    if (known != null) {
      return Optional.of(known);
    }
    JsonNode lead =
        send(
            KommoCall.get("ler o lead " + id, "/leads/" + id, Map.of("with", "contacts")),
            Kommo::recordOrNone);
    Optional<KommoLead> found =
        lead.isEmpty() ? Optional.empty() : Optional.of(KommoJson.lead(lead));
    found.ifPresent(read -> leads.put(id, read));
    return found;
  }

  /**
   * Reads a contact.
   *
   * @param id its id
   * @return empty if there is no such contact
   * @throws TryLaterException if Kommo is away
   * @throws UnprocessableException if Kommo refuses
   */
  public Optional<KommoContact> contact(String id) {
    KommoContact known = contacts.getIfPresent(number(id));
    if (known != null) {
      return Optional.of(known);
    }
    JsonNode contact =
        send(
            KommoCall.get("ler o contato " + id, "/contacts/" + id, Map.of("with", "leads")),
            Kommo::recordOrNone);
    Optional<KommoContact> found =
        contact.isEmpty() ? Optional.empty() : Optional.of(KommoJson.contact(contact));
    found.ifPresent(read -> contacts.put(id, read));
    return found;
  }

  /**
   * Finds contacts by phone; both forms of a Brazilian number count as the same.
   *
   * @param phone international digits
   * @return in Kommo's order
   * @throws TryLaterException if Kommo is away
   * @throws UnprocessableException if Kommo refuses
   */
  public List<KommoContact> contactsByPhone(String phone) {
    // Kommo searches the phone as a person wrote it, and every form of a number shares its last
    // digits.
    String shared = phone.substring(Math.max(0, phone.length() - SHARED_DIGITS));
    return search(shared).stream().filter(contact -> contact.has(phone)).toList();
  }

  List<KommoContact> contactsByEmail(String email) {
    return search(email).stream()
        .filter(contact -> email.equalsIgnoreCase(contact.email()))
        .toList();
  }

  private List<KommoContact> search(String words) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("query", words);
    query.put("with", "leads");
    query.put("limit", CANDIDATES);
    String list = "/_embedded/contacts";
    KommoCall call = KommoCall.get("procurar o contato", "/contacts", query);
    return KommoJson.items(send(call, answer -> listOrNone(answer, list)).at(list))
        .filter(contact -> !contact.path("is_deleted").asBoolean())
        .map(KommoJson::contact)
        .toList();
  }

  /**
   * Writes a note; the note triggers nothing in Kommo's digital pipeline.
   *
   * @param kind {@code leads} or {@code contacts}
   * @param id of the lead or contact
   * @param text plain text, of one or more lines
   * @return the note's id
   * @throws TryLaterException if Kommo is away
   * @throws UnprocessableException if Kommo refuses
   */
  public String note(String kind, String id, String text) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("note_type", "common");
    note.put("params", Map.of("text", text));
    note.put("is_need_to_trigger_digital_pipeline", false);
    String path = "/" + kind + "/" + number(id) + "/notes";
    return made(KommoCall.post("escrever a nota", path, List.of(note)), "/_embedded/notes/0");
  }

  /** Lists the notes of a lead or contact that were written since a time. */
  List<KommoNote> notesSince(String kind, String id, Instant since) {
    Map<String, String> filter =
        Map.of("filter[updated_at][from]", String.valueOf(since.getEpochSecond()));
    return all("ler as notas", "/" + kind + "/" + number(id) + "/notes", "notes", filter).stream()
        .map(KommoJson::note)
        .filter(note -> !note.createdAt().isBefore(since))
        .toList();
  }

  /**
   * Creates a task.
   *
   * @param kind {@code leads} or {@code contacts}
   * @param id of the lead or contact
   * @param text what to do
   * @param until when it is due
   * @param responsible the id of the user who does it, or null for the token's user
   * @return the task's id
   */
  String task(String kind, String id, String text, Instant until, @Nullable String responsible) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("text", text);
    task.put("complete_till", until.getEpochSecond());
    task.put("entity_type", kind);
    task.put("entity_id", Long.parseLong(number(id)));
    if (responsible != null) {
      task.put("responsible_user_id", Long.parseLong(number(responsible)));
    }
    return made(KommoCall.post("criar a tarefa", "/tasks", List.of(task)), "/_embedded/tasks/0");
  }

  /** Lists the tasks of a lead or contact that were created since a time. */
  List<KommoNote> tasksSince(String kind, String id, Instant since) {
    Map<String, String> filter = new LinkedHashMap<>();
    filter.put("filter[entity_type]", kind);
    filter.put("filter[entity_id]", number(id));
    return all("ler as tarefas", "/tasks", "tasks", filter).stream()
        .map(KommoJson::note)
        .filter(task -> !task.createdAt().isBefore(since))
        .toList();
  }

  /**
   * Changes a lead.
   *
   * @param id its id
   * @param changes by Kommo's field names
   */
  void change(String id, Map<String, Object> changes) {
    made(KommoCall.patch("alterar o lead " + id, "/leads/" + number(id), changes), "");
    leads.invalidate(id);
  }

  /**
   * Closes a conversation of Kommo's own chat, and ends the bot that runs in it. Kommo answers
   * before it has closed the conversation, and reports nothing afterwards.
   *
   * @param id the conversation's {@code talk_id}
   */
  void closeTalk(String id) {
    String path = "/talks/" + number(id) + "/close";
    send(
        KommoCall.post("fechar a conversa " + id, path, Map.of("force_close", true)),
        answer -> true);
  }

  /** Adds a lead to an existing contact. */
  String addLead(Map<String, Object> lead, String contact) {
    lead.put("_embedded", with(lead, Map.of("id", Long.parseLong(number(contact)))));
    String made =
        made(KommoCall.post("criar o lead", "/leads", List.of(lead)), "/_embedded/leads/0");
    contacts.invalidate(contact);
    return made;
  }

  /** A new lead and its new contact; the contact is null if Kommo does not name it. */
  record Made(String lead, @Nullable String contact) {}

  /** Adds a lead together with its contact. */
  Made addBoth(Map<String, Object> lead, Map<String, Object> contact) {
    lead.put("_embedded", with(lead, contact));
    KommoCall call = KommoCall.post("criar o lead e o contato", "/leads/complex", List.of(lead));
    JsonNode made = send(call, answer -> id(answer.path(0).path("id"))).path(0);
    JsonNode person = made.path("contact_id");
    return new Made(made.path("id").asText(), id(person) ? person.asText() : null);
  }

  private static Map<String, Object> with(Map<String, Object> lead, Map<String, Object> contact) {
    Map<String, Object> embedded = new LinkedHashMap<>();
    if (lead.get("_embedded") instanceof Map<?, ?> before) {
      before.forEach((name, value) -> embedded.put(String.valueOf(name), value));
    }
    embedded.put("contacts", List.of(contact));
    return embedded;
  }

  /**
   * Reads all pages: some lists give the total count, the others say whether there is a next page.
   */
  private List<JsonNode> all(String aim, String path, String list, Map<String, String> filter) {
    List<JsonNode> items = new ArrayList<>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      Map<String, String> query = new LinkedHashMap<>(filter);
      query.put("limit", PAGE_SIZE);
      query.put("page", String.valueOf(page));
      String pointer = "/_embedded/" + list;
      JsonNode answer = send(KommoCall.get(aim, path, query), found -> listOrNone(found, pointer));
      answer.at(pointer).forEach(items::add);
      boolean more =
          answer.at("/_links/next").isObject() || page < answer.path("_page_count").asInt();
      if (!more) {
        break;
      }
    }
    return items;
  }

  /** Writes; without an id in the answer it is unknown whether anything was written. */
  private String made(KommoCall call, String pointer) {
    return send(call, answer -> id(answer.at(pointer).path("id"))).at(pointer).path("id").asText();
  }

  /** Kommo answers without a body if there is no such record. */
  private static boolean recordOrNone(JsonNode answer) {
    return answer.isMissingNode() || id(answer.path("id"));
  }

  private static boolean listOrNone(JsonNode answer, String pointer) {
    return answer.isMissingNode()
        || answer.at(pointer).isArray()
            && KommoJson.items(answer.at(pointer)).allMatch(item -> id(item.path("id")));
  }

  private static boolean id(JsonNode node) {
    return node.isValueNode() && ID.matcher(node.asText()).matches();
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Checks an id, because it becomes part of a path. */
  static String number(String id) {
    if (!isId(id)) {
      throw new UnprocessableException("'" + id + "' não é o id de um registro do Kommo");
    }
    return id;
  }

  /** Treats an answer of another shape like a Kommo that is away, also for the breaker. */
  private JsonNode send(KommoCall call, Predicate<JsonNode> shape) {
    try {
      return calls.execute(() -> fitting(transport.send(call), shape));
    } catch (CallNotPermittedException e) {
      throw new TryLaterException("O Kommo vem falhando e fica em paz por um momento", e);
    }
  }

  private static JsonNode fitting(JsonNode answer, Predicate<JsonNode> shape) {
    if (!shape.test(answer)) {
      throw KommoErrors.noAnswer();
    }
    return answer;
  }
}
