package dev.recado.spine.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.ground.loop.Loops;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Pace;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.MessageTemplates;
import dev.recado.spine.flow.TestTemplates;
import dev.recado.spine.outbox.Batches;
import dev.recado.spine.outbox.TestBatches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The campaigns of one process, with a test's own database, clock, flows and outbox. */
final class CampaignKit {

  /** A Thursday, half past ten in São Paulo. */
  static final Instant MORNING = Instant.parse("2026-11-19T13:30:00Z");

  private static final String TEMPLATE =
      """
      name: volte
      language: pt_BR
      category: marketing
      parameters:
        nome: text
        valor: money?
      body: "Olá, {{nome}}!{{#valor}} Seu saldo é {{valor}}.{{/valor}}"
      """;

  final TestDatabase database;
  final SettableClock clock;
  final JdbcClient jdbc;
  final Routes routes;
  final TestChannels channels;
  final TestBatches outbox;
  final CampaignTable table;
  final RecipientTable recipients;
  final Campaigns campaigns;
  final Drafts drafts;
  final DryRun dryRun;
  final Preparation preparation;
  final ProgressQueries progress;
  final Engine engine;
  final Pump pump;
  final List<RecipientScreen> screens = new ArrayList<>();
  private final Parts parts;

  /** What a test may replace. */
  record Parts(
      String quietHours,
      CampaignSettings settings,
      UnaryOperator<Batches> batches,
      UnaryOperator<AudienceSource> sql,
      @Nullable Pace channel,
      List<Channel> more) {

    static final Parts USUAL =
        new Parts(
            "off",
            new CampaignSettings(
                Duration.ofSeconds(20),
                50,
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                Duration.ofHours(48)),
            same -> same,
            same -> same,
            null,
            List.of());

    Parts quiet(String hours) {
      return new Parts(hours, settings, batches, sql, channel, more);
    }

    Parts batches(UnaryOperator<Batches> other) {
      return new Parts(quietHours, settings, other, sql, channel, more);
    }

    Parts sql(UnaryOperator<AudienceSource> other) {
      return new Parts(quietHours, settings, batches, other, channel, more);
    }

    Parts timeout(Duration timeout) {
      return new Parts(
          quietHours,
          new CampaignSettings(
              timeout, 50, settings.look(), settings.gather(), settings.answerWithin()),
          batches,
          sql,
          channel,
          more);
    }

    Parts channel(Pace pace) {
      return new Parts(quietHours, settings, batches, sql, pace, more);
    }

    Parts more(Channel... others) {
      return new Parts(quietHours, settings, batches, sql, channel, List.of(others));
    }
  }

  CampaignKit(TestDatabase database) {
    this(database, new SettableClock(MORNING), new Routes(), Parts.USUAL);
    save(Map.of());
  }

  private CampaignKit(TestDatabase database, SettableClock clock, Routes routes, Parts parts) {
    this.database = database;
    this.clock = clock;
    this.jdbc = database.jdbc();
    this.routes = routes;
    this.parts = parts;
    this.channels = new TestChannels().with(channel("waha", parts.channel(), null));
    parts.more().forEach(channels::with);
    this.outbox = new TestBatches(database, clock, channels, parts.quietHours());
    Batches batches = parts.batches().apply(outbox.batches());
    MessageTemplates templates = TestTemplates.on(routes);
    this.table = new CampaignTable(jdbc, new ObjectMapper());
    this.recipients = new RecipientTable(jdbc, table);
    Files files = new Files(jdbc);
    Audiences audiences =
        new Audiences(
            List.of(
                parts
                    .sql()
                    .apply(
                        new SqlAudience(
                            database.source(), routes, parts.settings().audienceTimeout())),
                new CsvAudience(files)));
    this.preparation =
        new Preparation(
            audiences,
            table,
            recipients,
            templates,
            channels,
            outbox.hours(),
            () -> Stream.of((RecipientScreen) this::screened),
            database.transaction(),
            clock);
    this.drafts = new Drafts(audiences, files, templates, channels, outbox.hours(), clock);
    this.campaigns = new Campaigns(table, batches, database.transaction(), clock);
    this.progress = new ProgressQueries(table, recipients, batches);
    this.dryRun =
        new DryRun(
            table,
            recipients,
            preparation,
            templates,
            outbox.hours(),
            new JdbcTransactionManager(database.source()),
            clock);
    this.pump =
        new Pump(
            table,
            recipients,
            batches,
            channels,
            outbox.hours(),
            templates,
            database.transaction(),
            parts.settings(),
            clock);
    this.engine =
        new Engine(
            new Engine.Parts(campaigns, table, preparation, pump, files, templates),
            database.source(),
            parts.settings(),
            new Loops(),
            clock);
  }

  private Map<String, String> screened(java.util.Collection<String> conversations) {
    Map<String, String> refused = new java.util.HashMap<>();
    screens.forEach(screen -> refused.putAll(screen.refused(conversations)));
    return refused;
  }

  static Channel channel(String id, @Nullable Pace pace, @Nullable String quietHours) {
    return channel(id, pace, quietHours, true);
  }

  static Channel inactive(String id) {
    return channel(id, null, null, false);
  }

  private static Channel channel(
      String id, @Nullable Pace pace, @Nullable String quietHours, boolean active) {
    return new Channel(
        id,
        id,
        null,
        id,
        Map.of(),
        Map.of(),
        pace,
        quietHours,
        null,
        null,
        active,
        id.equals("waha"),
        false,
        true,
        0);
  }

  /** Another process on the same database, with the same clock and flows. */
  CampaignKit another() {
    return with(parts);
  }

  CampaignKit with(Parts other) {
    return new CampaignKit(database, clock, routes, other);
  }

  /** Replaces the flows, as a save does. The template is "volte" unless a file replaces it. */
  void save(Map<String, String> files) {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.refresh();
    RouteFiles all =
        RouteFiles.NONE
            .with("templates/volte.yaml", TEMPLATE)
            .with("sql/people.sql", "select name as nome, phone from client order by id");
    for (Map.Entry<String, String> file : files.entrySet()) {
      all = all.with(file.getKey(), file.getValue());
    }
    routes.replace(new Assembly(spring, List.of(TestTemplates.part())).build(all));
  }

  /** Adds customers with mobile phones of São Paulo. */
  void people(int count) {
    jdbc.sql(
            """
            insert into client (name, phone)
            select 'Ana ' || n, '55119' || (80000000 + n) from generate_series(1, ?::int) as n
            """)
        .param(count)
        .update();
  }

  static CampaignDraft draft() {
    return draft(Map.of("sql", "people.sql"));
  }

  static CampaignDraft draft(Map<String, Object> audience) {
    return new CampaignDraft(
        "Volte", audience, "volte", null, null, null, null, null, null, Map.of());
  }

  static CampaignDraft paced(int pace) {
    return new CampaignDraft(
        "Volte",
        Map.of("sql", "people.sql"),
        "volte",
        null,
        null,
        pace,
        null,
        null,
        null,
        Map.of());
  }

  static CampaignDraft by(String channel) {
    return new CampaignDraft(
        "Volte",
        Map.of("sql", "people.sql"),
        "volte",
        null,
        channel,
        null,
        null,
        null,
        null,
        Map.of());
  }

  static CampaignDraft hours(String hours) {
    return new CampaignDraft(
        "Volte",
        Map.of("sql", "people.sql"),
        "volte",
        null,
        null,
        null,
        hours,
        null,
        null,
        Map.of());
  }

  static CampaignDraft limited(String name, @Nullable String again, @Nullable Integer cap) {
    return new CampaignDraft(
        name, Map.of("sql", "people.sql"), "volte", null, null, null, null, again, cap, Map.of());
  }

  /** Makes and starts a campaign; nothing is read yet. */
  UUID start(CampaignDraft draft) {
    UUID id = campaigns.make(drafts.kept(drafts.plan(draft)), "ana").id();
    campaigns.start(id);
    return id;
  }

  /** Makes and starts a campaign, and reads its audience. */
  UUID prepared(CampaignDraft draft) {
    UUID id = start(draft);
    engine.read(id);
    return id;
  }

  /** Releases and sends until nothing happens any more; returns the addresses in order. */
  List<String> runToTheEnd(UUID id) {
    List<String> sent = new ArrayList<>();
    for (int idle = 0; idle < 3; idle++) {
      int released = pump.pump(id);
      List<String> now = outbox.send(1000);
      sent.addAll(now);
      if (released > 0 || !now.isEmpty()) {
        idle = 0;
      }
      clock.tick(Duration.ofSeconds(1));
    }
    return sent;
  }

  CampaignState state(UUID id) {
    return campaigns.find(id).orElseThrow().state();
  }

  Progress progress(UUID id) {
    return progress.of(id).orElseThrow();
  }

  long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  List<String> texts(String sql) {
    return jdbc.sql(sql).query(String.class).list();
  }
}
