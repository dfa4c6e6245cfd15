package dev.recado.spine.campaign;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.MessageTemplates;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.flow.WhatsAppTargets;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.WritingHours;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the audience of a campaign into rows, some at a time, and decides who gets nothing.
 *
 * <p>The dry run does the same in a transaction that is rolled back.
 */
final class Preparation {

  static final int PAGE = 1000;

  private static final String HOURS =
      "HOURS: no lugar deste telefone, o horário da campanha nunca cai no horário em que o hub pode escrever primeiro";

  private final Audiences audiences;
  private final CampaignTable campaigns;
  private final RecipientTable recipients;
  private final MessageTemplates templates;
  private final Channels channels;
  private final WritingHours hours;
  private final Supplier<Stream<RecipientScreen>> screens;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Preparation(
      Audiences audiences,
      CampaignTable campaigns,
      RecipientTable recipients,
      MessageTemplates templates,
      Channels channels,
      WritingHours hours,
      Supplier<Stream<RecipientScreen>> screens,
      TransactionTemplate transaction,
      Clock clock) {
    this.audiences = audiences;
    this.campaigns = campaigns;
    this.recipients = recipients;
    this.templates = templates;
    this.channels = channels;
    this.hours = hours;
    this.screens = screens;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Reads all of an audience.
   *
   * @param run a new id; the rows of former runs are deleted
   * @return false if the campaign was paused, cancelled or taken by another run meanwhile
   * @throws UnusableAudienceException if it cannot be read
   */
  boolean read(Campaign campaign, UUID run) {
    return read(
        campaign, run, new Bounds(Long.MAX_VALUE, null, () -> campaigns.reads(campaign.id(), run)));
  }

  /**
   * How far a reading goes.
   *
   * @param most how many people
   * @param patience how long to wait for rows, or null for what the settings allow
   * @param wanted asked from another thread, which sees nothing of an open transaction
   */
  record Bounds(long most, @Nullable Duration patience, BooleanSupplier wanted) {}

  /** Reads the people of an audience within bounds. */
  boolean read(Campaign campaign, UUID run, Bounds bounds) {
    boolean wanted =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  boolean mine = campaigns.preparing(campaign.id(), run);
                  if (mine) {
                    recipients.clear(campaign.id());
                  }
                  return mine;
                }));
    Reading reading = new Reading(campaign, run, filler(campaign.plan()), bounds);
    if (wanted) {
      Map<String, Object> audience = campaign.plan().audience();
      audiences.of(audience).read(audience, reading);
    }
    return wanted && reading.end();
  }

  private MessageTemplates.Filler filler(Plan plan) {
    return templates
        .named(plan.template())
        .orElseThrow(() -> new UnusableAudienceException(missing(plan.template())));
  }

  static String missing(String template) {
    return "O modelo de mensagem '%s' não existe (mais) em routes/templates, ou não pode ser lido."
        .formatted(template);
  }

  /** The facts of one person over those of all. */
  static Map<String, Object> facts(Plan plan, Map<String, Object> own) {
    Map<String, Object> facts = new LinkedHashMap<>(plan.facts());
    facts.putAll(own);
    return facts;
  }

  /** Looks at a row without the tables. */
  static Candidate candidate(
      Plan plan, MessageTemplates.Filler filler, long position, AudienceRow row) {
    Candidate unreadable =
        new Candidate(position, null, null, row.client(), row.values(), row.refusal());
    if (row.phone() == null || row.phone().isBlank()) {
      return unreadable.refused("NO_PHONE: a linha não tem telefone");
    }
    try {
      String address = WhatsAppTargets.address(row.phone().strip());
      Candidate candidate =
          new Candidate(
              position,
              address,
              Contacts.conversation(address),
              row.client(),
              row.values(),
              row.refusal());
      return candidate.refused(unfilled(plan, filler, row.values()));
    } catch (UnprocessableException e) {
      return unreadable.refused("NO_PHONE: " + e.getMessage());
    }
  }

  private static @Nullable String unfilled(
      Plan plan, MessageTemplates.Filler filler, Map<String, Object> values) {
    try {
      filler.payload(facts(plan, values));
      return null;
    } catch (UnprocessableException e) {
      return "VALUES: " + e.getMessage();
    }
  }

  private final class Reading implements AudienceSource.Rows {

    private final Campaign campaign;
    private final UUID run;
    private final MessageTemplates.Filler filler;
    private final Bounds bounds;
    private final List<Candidate> page = new ArrayList<>(PAGE);
    private final Map<String, Boolean> opens = new HashMap<>();
    private long position;
    private boolean wanted = true;
    private volatile boolean over;

    Reading(Campaign campaign, UUID run, MessageTemplates.Filler filler, Bounds bounds) {
      this.campaign = campaign;
      this.run = run;
      this.filler = filler;
      this.bounds = bounds;
    }

    /** Once it is over it stays so: the query is cancelled, and a resumed campaign reads anew. */
    @Override
    public boolean wanted() {
      over = over || !bounds.wanted().getAsBoolean();
      return !over;
    }

    @Override
    public Duration patience(Duration usual) {
      Duration own = bounds.patience();
      return own == null || own.compareTo(usual) > 0 ? usual : own;
    }

    @Override
    public boolean take(AudienceRow row) {
      position++;
      bounded(row);
      Candidate candidate = candidate(campaign.plan(), filler, position, row);
      page.add(candidate.refused(closed(candidate.address())));
      if (page.size() == PAGE) {
        store();
      }
      return wanted && !over && position < bounds.most();
    }

    /** Who may never be written to within the hours would keep the campaign running for ever. */
    private @Nullable String closed(@Nullable String address) {
      String window = campaign.plan().hours();
      if (window == null || address == null) {
        return null;
      }
      String place = Phones.areaCode(address).orElse("");
      return opens.computeIfAbsent(place, any -> opens(window, address)) ? null : HOURS;
    }

    private boolean opens(String window, String address) {
      String channel = campaign.plan().channel();
      List<String> ways =
          channel == null
              ? channels.all().stream().filter(Channel::active).map(Channel::id).toList()
              : List.of(channel);
      return ways.isEmpty() || ways.stream().anyMatch(way -> hours.ever(way, window, address));
    }

    private void bounded(AudienceRow row) {
      long length =
          row.values().values().stream().mapToLong(value -> String.valueOf(value).length()).sum();
      if (length > UnusableAudienceException.LARGEST) {
        throw UnusableAudienceException.tooLarge(position);
      }
    }

    boolean end() {
      store();
      return wanted && !over;
    }

    private void store() {
      if (page.isEmpty() || !wanted || over) {
        return;
      }
      List<Candidate> judged = screened(page);
      wanted =
          Boolean.TRUE.equals(
              transaction.execute(
                  status -> {
                    // First of all: it holds the campaign's row, so that nobody else writes its
                    // people.
                    if (!campaigns.read(campaign.id(), run, judged.size(), 0)) {
                      return false;
                    }
                    long skipped = recipients.add(campaign, judged, clock.instant());
                    return campaigns.read(campaign.id(), run, 0, skipped);
                  }));
      page.clear();
    }
  }

  private List<Candidate> screened(List<Candidate> people) {
    List<String> open =
        people.stream()
            .filter(one -> one.reason() == null)
            .map(Candidate::conversation)
            .filter(Objects::nonNull)
            .toList();
    Map<String, String> refused = new HashMap<>();
    screens.get().forEach(screen -> screen.refused(open).forEach(refused::putIfAbsent));
    return refused.isEmpty()
        ? List.copyOf(people)
        : people.stream().map(one -> one.refused(refused.get(one.conversation()))).toList();
  }
}
