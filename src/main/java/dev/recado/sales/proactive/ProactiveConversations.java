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

/** The conversations that the hub begins; with each contact one of them runs at a time. */
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
   * Who is to be written to, and why.
   *
   * @param phone in any form; kept as international digits
   * @param name or null
   * @param email or null
   * @param area in whatever words, or null; see {@code routes/intents/business.yaml}
   * @param trigger {@code formulario}, {@code rdstation}, {@code oportunidade}, {@code site},
   *     {@code download}, {@code agendamento}, {@code kommo} or {@code api}
   * @param message what the contact wrote, or null
   * @param origin where it comes from, such as a page or a campaign, or null
   * @param lead its id in the CRM, or null
   * @param contact its id in the CRM, or null
   * @param chosen the id, in the CRM, of who was chosen by a person to answer for the lead, or null
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

    /** Makes one for which nobody was chosen; see the other one. */
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
     * Gives the same with what a CRM knows of it.
     *
     * @param user the id, in the CRM, of who was chosen by a person, or null
     */
    public Request chosen(@Nullable String user) {
      return new Request(phone, name, email, area, trigger, message, origin, lead, contact, user);
    }

    /**
     * Takes the texts as they can be kept.
     *
     * @throws UnprocessableException where the phone is none
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

    /** PostgreSQL has no NUL in texts. */
    private static @Nullable String cut(@Nullable String text, int most) {
      String kept = text == null ? "" : text.replace("\u0000", "").strip();
      if (kept.isEmpty()) {
        return null;
      }
      return kept.length() <= most ? kept : kept.substring(0, most);
    }
  }

  /** Whether a conversation was begun. */
  public enum Status {
    /** It was. */
    STARTED,
    /** One with this contact runs already. */
    ALREADY_RUNNING;

    /**
     * Writes it as callers of the API know it.
     *
     * @return {@code started} or {@code already_running}
     */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What came of a request.
   *
   * @param id of the conversation that runs now
   * @param status whether this request began it
   * @param seller who has it, or null where nobody is active
   * @param area as written in {@code business.yaml}, or null where none is known
   * @param reason in Portuguese, what a person should look at, or null
   */
  public record Outcome(
      UUID id,
      Status status,
      @Nullable Seller seller,
      @Nullable String area,
      @Nullable String reason) {}

  /**
   * How many there were.
   *
   * @param started conversations that were begun
   * @param running how many of them run
   * @param repeats requests for a contact with whom one ran already
   */
  public record Counts(long started, long running, long repeats) {}

  /**
   * Begins a conversation, in the caller's transaction or one of its own; where one runs with this
   * contact already, notes the repeat and nothing else. Safe when two ask at once.
   *
   * <p>A begun one has its seller, is an event {@code conversation.started}, and what was told is
   * kept for the dialogue that follows.
   *
   * @param request who asked for it, and how
   * @return what came of it
   */
  public Outcome start(Request request) {
    return Objects.requireNonNull(transaction.execute(status -> startAlone(request)));
  }

  /**
   * A form and a webhook that arrive together would else both find nothing, and two hubs that begin
   * several in one transaction each would wait for one another crosswise.
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
      // The form came before the lead of which somebody had chosen the seller.
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

  /** By the names of lead-capture, which asks for what is missing; a name only where it is one. */
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
   * Finds the conversation that runs with a contact.
   *
   * @param conversation its key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   */
  public Optional<ProactiveConversation> running(String conversation) {
    return queries.unended(conversation).filter(this::runs);
  }

  /**
   * Finds a conversation that the hub began.
   *
   * @param id its id
   */
  public Optional<ProactiveConversation> byId(UUID id) {
    return queries.byId(id);
  }

  /**
   * Finds what the hub began last in each of some conversations, be it ended or not.
   *
   * @param conversations their keys
   * @return nothing for those that the customer began
   */
  public List<ProactiveConversation> lastOf(List<String> conversations) {
    return queries.lastOf(conversations);
  }

  /**
   * Tells since when a word keeps a conversation alive.
   *
   * @return now, less {@code recado.opening.idle}
   */
  public Instant aliveSince() {
    return queries.aliveSince();
  }

  /**
   * Counts all of them.
   *
   * @return since the first one
   */
  public Counts counts() {
    return queries.counts();
  }

  /**
   * Ends what runs, so that it can be begun anew; what was said stays.
   *
   * @param conversation its key, or empty for all
   * @param reason in Portuguese
   * @return how many ended
   */
  public int end(Optional<String> conversation, String reason) {
    return rows.end(conversation, reason);
  }

  /**
   * Ends the conversation about a lead that is won, lost or gone.
   *
   * @param lead its id in the CRM
   * @param reason in Portuguese
   * @return how many ended
   */
  public int endLead(String lead, String reason) {
    return rows.endLead(lead, reason);
  }
}
