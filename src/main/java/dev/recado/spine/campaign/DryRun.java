package dev.recado.spine.campaign;

import dev.recado.ground.phone.Phones;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.flow.MessageTemplates;
import dev.recado.spine.outbox.WritingHours;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells who would get what. It prepares the campaign as a real one, in a transaction that is rolled
 * back, so that it cannot differ.
 */
final class DryRun {

  private static final int EXAMPLES = 3;

  /** Its caller waits for the answer, and may be gone by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CampaignTable campaigns;
  private final RecipientTable recipients;
  private final Preparation preparation;
  private final MessageTemplates templates;
  private final WritingHours hours;
  private static final long RETRY_SECONDS = 5;

  /**
   * One at a time, because each holds two connections of the pool for as long as its audience is
   * read, and the dispatch needs the others.
   */
  private final Semaphore one = new Semaphore(1);

  private final TransactionTemplate undone;
  private final Clock clock;

  DryRun(
      CampaignTable campaigns,
      RecipientTable recipients,
      Preparation preparation,
      MessageTemplates templates,
      WritingHours hours,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.campaigns = campaigns;
    this.recipients = recipients;
    this.preparation = preparation;
    this.templates = templates;
    this.hours = hours;
    this.undone = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * Somebody who would get nothing.
   *
   * @param phone masked, or null if it cannot be read
   */
  record Refused(long position, @Nullable String phone, String reason) {}

  /** A message that would go out; the phone is masked. */
  record Message(long position, String phone, String text) {}

  /**
   * Who would get what.
   *
   * @param total people of the audience
   * @param planned how many would get a message
   * @param skipped how many would not
   * @param skippedBy how many would not, by the code of the reason
   * @param examples some of them, by the code of the reason
   * @param messages the first messages
   * @param estimate when it would begin and end
   */
  record Report(
      long total,
      long planned,
      long skipped,
      Map<String, Long> skippedBy,
      Map<String, List<Refused>> examples,
      List<Message> messages,
      Estimate estimate) {}

  /**
   * Tries a campaign.
   *
   * @param show how many messages to show
   * @throws UnusableAudienceException if its audience cannot be read
   * @throws Refusal with 503 while another one runs
   */
  Report run(Plan plan, int show) {
    if (!one.tryAcquire()) {
      throw Refusal.unavailable(
              "Outro ensaio está lendo o seu público; tente de novo em instantes.")
          .retryAfter(RETRY_SECONDS);
    }
    try {
      Report report =
          undone.execute(
              status -> {
                status.setRollbackOnly();
                return prepared(plan, show);
              });
      return java.util.Objects.requireNonNull(report);
    } finally {
      one.release();
    }
  }

  /**
   * Somebody at the beginning of an audience.
   *
   * @param address the phone's digits, or null if it cannot be read
   * @param client the client it is about, or null
   * @param text the message, or null if there is none
   * @param reason why there is none, or null
   */
  record Person(
      @Nullable String address,
      @Nullable String client,
      @Nullable String text,
      @Nullable String reason) {}

  /**
   * Tries the first people of a campaign.
   *
   * @param most how many
   * @throws UnusableAudienceException if its audience cannot be read
   */
  List<Person> first(Plan plan, int most) {
    List<Person> first =
        undone.execute(
            status -> {
              status.setRollbackOnly();
              Campaign campaign = read(plan, most, null);
              MessageTemplates.Filler filler = filler(plan);
              return recipients.list(campaign.id(), null, 0, most).stream()
                  .map(row -> person(plan, filler, row))
                  .toList();
            });
    return java.util.Objects.requireNonNull(first);
  }

  private static Person person(Plan plan, MessageTemplates.Filler filler, RecipientTable.Row row) {
    return new Person(
        row.address(),
        row.client(),
        row.reason() == null ? text(plan, filler, row.facts()) : null,
        row.reason());
  }

  private static String text(Plan plan, MessageTemplates.Filler filler, Map<String, Object> facts) {
    return String.valueOf(filler.payload(Preparation.facts(plan, facts)).get("text"));
  }

  private Campaign read(Plan plan, long most, @Nullable Duration patience) {
    Campaign campaign =
        Campaign.of(UUID.randomUUID(), plan, "dry-run", null, "dry-run", clock.instant());
    campaigns.add(campaign);
    campaigns.move(campaign.id(), Set.of(CampaignState.DRAFT), CampaignState.PREPARING, null);
    preparation.read(
        campaign, UUID.randomUUID(), new Preparation.Bounds(most, patience, () -> true));
    return campaigns.find(campaign.id()).orElse(campaign);
  }

  private Report prepared(Plan plan, int show) {
    Instant now = clock.instant();
    Campaign campaign = read(plan, Long.MAX_VALUE, PATIENCE);
    List<Recipient> first = recipients.due(campaign.id(), now, Math.max(1, show));
    Map<String, Long> skippedBy = recipients.skippedByCode(campaign.id());
    return new Report(
        campaign.total(),
        campaign.left(),
        campaign.skipped(),
        skippedBy,
        examples(campaign.id(), skippedBy.keySet()),
        messages(plan, first.subList(0, Math.min(show, first.size()))),
        Estimate.of(
            plan, campaign.left(), first.isEmpty() ? null : first.get(0).address(), hours, now));
  }

  private Map<String, List<Refused>> examples(UUID campaign, Set<String> codes) {
    Map<String, List<Refused>> examples = new LinkedHashMap<>();
    for (String code : codes) {
      examples.put(
          code,
          recipients.examples(campaign, code, EXAMPLES).stream().map(DryRun::refused).toList());
    }
    return examples;
  }

  private static Refused refused(RecipientTable.Row row) {
    return new Refused(
        row.position(),
        row.address() == null ? null : Phones.mask(row.address()),
        Phones.maskAll(String.valueOf(row.reason())));
  }

  private List<Message> messages(Plan plan, List<Recipient> people) {
    MessageTemplates.Filler filler = filler(plan);
    return people.stream()
        .map(
            one ->
                new Message(
                    one.position(), Phones.mask(one.address()), text(plan, filler, one.facts())))
        .toList();
  }

  private MessageTemplates.Filler filler(Plan plan) {
    return templates
        .named(plan.template())
        .orElseThrow(() -> new UnusableAudienceException(Preparation.missing(plan.template())));
  }
}
