package dev.recado.sales.proactive;

import dev.recado.chat.conversation.Introductions;
import dev.recado.chat.entity.PersonNames;
import dev.recado.chat.intent.Business;
import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.sales.seller.Sellers.Assignment;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The conversations that the hub begins. At most one runs with each contact at a time. */
public final class ProactiveConversations {

  static final String IDLE = "Ninguém escreveu mais";

  private final TransactionTemplate transaction;
  private final ProactiveQueries queries;
  private final ProactiveRows rows;
  private final Sellers sellers;
  private final CrmLinks links;
  private final Introductions introductions;
  private final Business business;
  private final Timers timers;
  private final Clock clock;

  ProactiveConversations(
      TransactionTemplate transaction,
      ProactiveQueries queries,
      ProactiveRows rows,
      Sellers sellers,
      CrmLinks links,
      Introductions introductions,
      Business business,
      Timers timers,
      Clock clock) {
    this.transaction = transaction;
    this.queries = queries;
    this.rows = rows;
    this.sellers = sellers;
    this.links = links;
    this.introductions = introductions;
    this.business = business;
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * A request to write to a person.
   *
   * @param phone the phone in any form; stored as international digits
   * @param name the name, or null
   * @param email the e-mail address, or null
   * @param area the area in any words, or null; see {@code routes/intents/business.yaml}
   * @param trigger {@code formulario}, {@code rdstation}, {@code oportunidade}, {@code site},
   *     {@code download}, {@code agendamento}, {@code kommo} or {@code api}
   * @param message the contact's message, or null
   * @param origin the origin, such as a page or a campaign, or null
   * @param lead the lead's id in the CRM, or null
   * @param contact the contact's id in the CRM, or null
   * @param chosen the CRM's id of the user that a person chose for the lead, or null
   */
  public record Request(
      String phone,
      @Nullable String name,
      @Nullable String email,
      @Nullable String area,
      String trigger,
      @Nullable String message,
      @Nullable String origin,
      @Nullable String lead,
      @Nullable String contact,
      @Nullable String chosen) {

    private static final int LONGEST = 2000;
    private static final int SHORT = 200;

    /** Makes a request without a chosen user; see the other constructor. */
    public Request(
        String phone,
        @Nullable String name,
        @Nullable String email,
        @Nullable String area,
        String trigger,
        @Nullable String message,
        @Nullable String origin,
        @Nullable String lead,
        @Nullable String contact) {
      this(phone, name, email, area, trigger, message, origin, lead, contact, null);
    }

    /**
     * Gives the same request with the CRM's data.
     *
     * @param user the CRM's id of the user that a person chose, or null
     */
    public Request chosen(@Nullable String user) {
      return new Request(phone, name, email, area, trigger, message, origin, lead, contact, user);
    }

    /**
     * Brings the texts into a form that can be stored.
     *
     * @throws UnprocessableException if the phone is not valid
     */
    public Request {
      PhoneReading reading = Phones.read(phone);
      phone = reading.digits().orElseThrow(() -> new UnprocessableException(reading.complaint()));
      name = cut(name, SHORT);
      email = cut(email, SHORT);
      area = cut(area, SHORT);
      String told = cut(trigger, SHORT);
      trigger = told == null ? "api" : told;
      message = cut(message, LONGEST);
      origin = cut(origin, SHORT);
      lead = cut(lead, SHORT);
      contact = cut(contact, SHORT);
      chosen = cut(chosen, SHORT);
    }

    /** PostgreSQL allows no NUL in texts. */
    private static @Nullable String cut(@Nullable String text, int most) {
      String kept = text == null ? "" : text.replace("\u0000", "").strip();
      if (kept.isEmpty()) {
        return null;
      }
      return kept.length() <= most ? kept : kept.substring(0, most);
    }
  }

  /** Whether a request began a conversation. */
  public enum Status {
    /** It did. */
    STARTED,
    /** A conversation with this contact runs already. */
    ALREADY_RUNNING;

    /**
     * Gives the name that callers of the API know.
     *
     * @return {@code started} or {@code already_running}
     */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The result of a request.
   *
   * @param id the id of the conversation that runs now
   * @param status whether this request began it
   * @param seller the seller, or null if nobody is active
   * @param area the area as written in {@code business.yaml}, or null if unknown
   * @param reason what a person should check, in Portuguese, or null
   */
  public record Outcome(
      UUID id,
      Status status,
      @Nullable Seller seller,
      @Nullable String area,
      @Nullable String reason) {}

  /**
   * Counts of conversations.
   *
   * @param started conversations that the hub began
   * @param running conversations that run
   * @param repeats requests for a contact with a running conversation
   */
  public record Counts(long started, long running, long repeats) {}

  /**
   * Begins a conversation, in the caller's transaction or one of its own. If one runs with this
   * contact already, only counts the repeat. Concurrent requests are safe.
   *
   * <p>A new conversation gets a seller and an event {@code conversation.started}. The facts of the
   * request are stored for the dialogue that follows.
   *
   * @param request the request
   * @return the result
   */
  public Outcome start(Request request) {
    return Objects.requireNonNull(transaction.execute(status -> startAlone(request)));
  }

  /**
   * Without the lock, a form and a webhook at the same time would both find no conversation. Two
   * hubs that begin several in one transaction each could also deadlock.
   */
  private Outcome startAlone(Request request) {
    rows.lock();
    String conversation = Contacts.conversation(request.phone());
    Optional<ProactiveConversation> before = queries.unended(conversation);
    if (before.isPresent() && runs(before.get())) {
      return repeat(before.get(), request);
    }
    before.ifPresent(idle -> rows.end(Optional.of(conversation), IDLE));
    return begin(conversation, request);
  }

  private boolean runs(ProactiveConversation opening) {
    return opening.lastAt().isAfter(queries.aliveSince());
  }

  private Outcome repeat(ProactiveConversation running, Request request) {
    rows.repeat(running.id(), request);
    boolean withoutLead = links.of(running.conversation()).map(CrmLinks.Link::lead).isEmpty();
    if (withoutLead) {
      links.learn(running.conversation(), request.contact(), request.lead());
    }
    if (request.chosen() != null) {
      // The form came first, and the lead with its chosen seller after it.
      sellers.assign(running.conversation(), running.area(), request.chosen());
    }
    return new Outcome(
        running.id(), Status.ALREADY_RUNNING, seller(running), running.area(), running.reason());
  }

  private @Nullable Seller seller(ProactiveConversation running) {
    return sellers
        .of(running.conversation())
        .or(() -> Optional.ofNullable(running.seller()).flatMap(sellers::byId))
        .orElse(null);
  }

  private Outcome begin(String conversation, Request request) {
    UUID id = UUID.randomUUID();
    String area = area(request);
    Assignment assigned = sellers.assign(conversation, area, request.chosen());
    Seller seller = assigned.seller();
    String reason = reason(request, area, assigned);
    links.learn(conversation, request.contact(), request.lead());
    rows.insert(id, conversation, request, area, seller == null ? null : seller.id(), reason);
    introduce(request, area);
    Instant now = clock.instant();
    timers.set(ProactiveEvents.record(id, conversation, now), ProactiveEvents.TYPE, now);
    return new Outcome(id, Status.STARTED, seller, area, reason);
  }

  private @Nullable String area(Request request) {
    return business
        .areaIn(request.area())
        .or(() -> business.areaIn(request.message()))
        .orElse(null);
  }

  private static @Nullable String reason(
      Request request, @Nullable String area, Assignment assigned) {
    String unknown =
        area == null && request.area() != null
            ? "A área '" + request.area() + "' não está entre as áreas da empresa"
            : null;
    String reason =
        Stream.of(Optional.ofNullable(unknown), Optional.ofNullable(assigned.reason()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(". "));
    return reason.isEmpty() ? null : reason;
  }

  /**
   * Uses the fact names of lead-capture, which asks for missing facts. Keeps a name only if it
   * looks like one.
   */
  private void introduce(Request request, @Nullable String area) {
    String name = PersonNames.answer(request.name()).orElse(null);
    Map<String, String> facts = new LinkedHashMap<>();
    if (name != null) {
      facts.put("nome", name);
    }
    if (area != null) {
      facts.put("areaDeInteresse", area);
    }
    if (request.email() != null) {
      facts.put("email", request.email());
    }
    introductions.introduce(request.phone(), name, facts);
  }

  /**
   * Finds the running conversation with a contact.
   *
   * @param conversation the conversation's key, see {@link
   *     dev.recado.spine.outbox.Contacts#conversation}
   */
  public Optional<ProactiveConversation> running(String conversation) {
    return queries.unended(conversation).filter(this::runs);
  }

  /**
   * Finds a conversation that the hub began.
   *
   * @param id the opening's id
   */
  public Optional<ProactiveConversation> byId(UUID id) {
    return queries.byId(id);
  }

  /**
   * Finds the hub's last opening in each of some conversations, running or ended.
   *
   * @param conversations the conversations' keys
   * @return no entry for a conversation without an opening
   */
  public List<ProactiveConversation> lastOf(List<String> conversations) {
    return queries.lastOf(conversations);
  }

  /**
   * Tells the time since which a message keeps a conversation active.
   *
   * @return now minus {@code recado.opening.idle}
   */
  public Instant aliveSince() {
    return queries.aliveSince();
  }

  /**
   * Counts all openings.
   *
   * @return the counts since the first one
   */
  public Counts counts() {
    return queries.counts();
  }

  /**
   * Ends the running conversation, so that a new one can begin. Messages stay.
   *
   * @param conversation the conversation's key, or empty for all
   * @param reason the reason in Portuguese
   * @return the number of ended conversations
   */
  public int end(Optional<String> conversation, String reason) {
    return rows.end(conversation, reason);
  }

  /**
   * Ends the conversation about a lead that is won, lost or deleted.
   *
   * @param lead the lead's id in the CRM
   * @param reason the reason in Portuguese
   * @return the number of ended conversations
   */
  public int endLead(String lead, String reason) {
    return rows.endLead(lead, reason);
  }
}
