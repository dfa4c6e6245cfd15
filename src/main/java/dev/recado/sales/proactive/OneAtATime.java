package dev.recado.sales.proactive;

import dev.recado.chat.conversation.Introductions;
import dev.recado.chat.entity.PersonNames;
import dev.recado.chat.intent.Business;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.sales.seller.Sellers.Assignment;
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

/** Begins conversations, with each contact one at a time. */
final class OneAtATime implements ProactiveConversations {

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

  OneAtATime(
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

  @Override
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

  @Override
  public Optional<ProactiveConversation> running(String conversation) {
    return queries.unended(conversation).filter(this::runs);
  }

  @Override
  public Optional<ProactiveConversation> byId(UUID id) {
    return queries.byId(id);
  }

  @Override
  public List<ProactiveConversation> lastOf(List<String> conversations) {
    return queries.lastOf(conversations);
  }

  @Override
  public Instant aliveSince() {
    return queries.aliveSince();
  }

  @Override
  public Counts counts() {
    return queries.counts();
  }

  @Override
  public int end(Optional<String> conversation, String reason) {
    return rows.end(conversation, reason);
  }

  @Override
  public int endLead(String lead, String reason) {
    return rows.endLead(lead, reason);
  }
}
