package dev.recado.spine.campaign;

import dev.recado.ground.phone.Phones;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Callers;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Campaigns: one message to many people. */
@RestController
@RequestMapping("/api/campaigns")
@ConditionalOnRole(Role.WEB)
@Tag(name = "campaigns")
class CampaignController {

  private static final Set<String> STATES = Set.of("PLANNED", "SKIPPED", "RELEASED");

  private final Campaigns campaigns;
  private final Drafts drafts;
  private final DryRun dryRun;
  private final Files files;
  private final RecipientTable recipients;
  private final ProgressQueries progress;
  private final ProgressStreams streams;
  private final Callers callers;
  private final Clock clock;

  CampaignController(
      Campaigns campaigns,
      Drafts drafts,
      DryRun dryRun,
      Files files,
      RecipientTable recipients,
      ProgressQueries progress,
      ProgressStreams streams,
      Callers callers,
      Clock clock) {
    this.campaigns = campaigns;
    this.drafts = drafts;
    this.dryRun = dryRun;
    this.files = files;
    this.recipients = recipients;
    this.progress = progress;
    this.streams = streams;
    this.callers = callers;
    this.clock = clock;
  }

  @GetMapping
  @Operation(summary = "Lists campaigns, newest first")
  Page<CampaignView> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    int most = Page.limit(limit);
    return Page.of(
        campaigns.list(
            Said.state(state, CampaignState.class), Said.text(name), Cursor.read(before), most),
        most,
        CampaignView::of,
        last -> new Cursor(last.createdAt(), last.id()).text());
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a campaign with its counts")
  CampaignView.Full show(@PathVariable UUID id) {
    return full(campaign(id));
  }

  @PostMapping
  @Operation(
      summary = "Makes a campaign",
      description =
          "Nothing goes out before it is started. The audience is checked, and read at the start.")
  ResponseEntity<CampaignView.Full> make(
      @RequestBody CampaignDraft draft, @Nullable Principal caller) {
    Campaign made = checked(() -> campaigns.make(drafts.kept(drafts.plan(draft)), by(caller)));
    return ResponseEntity.created(URI.create("/api/campaigns/" + made.id())).body(full(made));
  }

  @PostMapping("/dry-run")
  @Operation(
      summary = "Tells who would get what, who would not and why, and when it would end",
      description = "Takes the body of a new campaign. Nothing is stored and nothing is sent.")
  DryRun.Report dryRun(
      @RequestBody CampaignDraft draft, @RequestParam(defaultValue = "10") int limit) {
    int show = Page.limit(limit);
    return checked(() -> dryRun.run(drafts.plan(draft), show));
  }

  /**
   * A file that was kept.
   *
   * @param id for {@code audience.csv} of a campaign
   * @param columns the values that a template may use
   * @param rows people in it
   */
  record Kept(UUID id, List<String> columns, long rows) {}

  @PostMapping(
      value = "/files",
      consumes = {"text/csv", MediaType.APPLICATION_OCTET_STREAM_VALUE})
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Keeps a list of people as a CSV file",
      description =
          "With ; or , or tabs, in UTF-8 or Latin-1, and a line of names with one for the phone."
              + " It is deleted after a day if no waiting campaign names it.")
  Kept keep(@RequestBody byte[] content) {
    long[] rows = {0};
    Columns columns =
        checked(
            () ->
                CsvAudience.each(
                    CsvAudience.text(content),
                    row -> {
                      rows[0]++;
                      return true;
                    }));
    return new Kept(files.keep(content, clock.instant()), columns.values(), rows[0]);
  }

  @GetMapping("/{id}/recipients")
  @Operation(summary = "Lists the people of a campaign in their order, phones masked")
  Page<CampaignView.Person> recipients(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    Campaign campaign = campaign(id);
    int most = Page.limit(limit);
    return Page.of(
        recipients.list(id, state(state), position(before), most),
        most,
        row -> person(campaign, row),
        last -> Long.toString(last.position()));
  }

  private static @Nullable String state(@Nullable String state) {
    String upper = state == null ? null : state.toUpperCase(Locale.ROOT);
    if (upper != null && !STATES.contains(upper)) {
      throw Refusal.badRequest("O parâmetro 'state' precisa ser PLANNED, SKIPPED ou RELEASED.");
    }
    return upper;
  }

  private static long position(@Nullable String before) {
    try {
      return before == null ? 0 : Long.parseLong(before);
    } catch (NumberFormatException e) {
      throw Refusal.badRequest("The parameter 'before' must be the 'next' of an earlier page.");
    }
  }

  private static CampaignView.Person person(Campaign campaign, RecipientTable.Row row) {
    boolean off = campaign.state() == CampaignState.CANCELLED && row.state().equals("PLANNED");
    return new CampaignView.Person(
        row.position(),
        row.address() == null ? null : Phones.mask(row.address()),
        off ? "CANCELLED" : row.state(),
        row.reason() == null ? null : Phones.maskAll(row.reason()),
        row.message(),
        row.sent());
  }

  @GetMapping("/{id}/progress")
  @Operation(
      summary = "Sends the progress of a campaign as server-sent events",
      description =
          "An event \"progress\" for each change, once a second at most, and a comment every fifteen"
              + " seconds. The stream ends with the campaign, or with the session of its caller.")
  SseEmitter progress(@PathVariable UUID id, @Nullable Principal caller) {
    campaign(id);
    return streams.open(id, () -> callers.remain(caller));
  }

  @PostMapping("/{id}/start")
  @Operation(
      summary = "Starts a campaign",
      description = "Reads its audience and lets the messages out. 409 where it has ended.")
  CampaignView.Full start(@PathVariable UUID id) {
    return decided(campaigns.start(id), "só se inicia uma campanha em DRAFT ou FAILED");
  }

  @PostMapping("/{id}/pause")
  @Operation(
      summary = "Pauses a campaign",
      description = "What is being sent at this moment goes out; nothing else does.")
  CampaignView.Full pause(@PathVariable UUID id, @Nullable Principal caller) {
    return decided(
        campaigns.pause(id, by(caller)), "só se pausa uma campanha em PREPARING ou RUNNING");
  }

  @PostMapping("/{id}/resume")
  @Operation(summary = "Resumes a paused campaign where it stopped")
  CampaignView.Full resume(@PathVariable UUID id) {
    return decided(campaigns.resume(id), "só se retoma uma campanha em PAUSED");
  }

  @PostMapping("/{id}/cancel")
  @Operation(
      summary = "Cancels what has not gone out of a campaign, for ever",
      description = "409 where all has gone out.")
  CampaignView.Full cancel(@PathVariable UUID id, @Nullable Principal caller) {
    return decided(
        campaigns.cancel(id, by(caller)), "todas as mensagens já saíram, e não há o que cancelar");
  }

  private CampaignView.Full decided(Optional<Campaigns.Decided> decided, String rule) {
    Campaigns.Decided now = decided.orElseThrow(CampaignController::missing);
    if (!now.fits()) {
      throw Refusal.conflict("A campanha está em " + now.campaign().state() + ": " + rule + ".");
    }
    return full(now.campaign());
  }

  private Campaign campaign(UUID id) {
    return campaigns.find(id).orElseThrow(CampaignController::missing);
  }

  private static Refusal missing() {
    return Refusal.missing("Não há esta campanha; a lista está em GET /api/campaigns.");
  }

  private CampaignView.Full full(Campaign campaign) {
    return new CampaignView.Full(
        CampaignView.of(campaign), progress.of(campaign), recipients.skippedByCode(campaign.id()));
  }

  private <T> T checked(Supplier<T> work) {
    if (!drafts.ready()) {
      throw Refusal.unavailable(
          "O hub ainda está lendo os fluxos e os modelos; repita em alguns segundos.");
    }
    try {
      return work.get();
    } catch (UnusableCampaignException | UnusableAudienceException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static String by(@Nullable Principal caller) {
    return caller == null ? "api" : caller.getName();
  }
}
