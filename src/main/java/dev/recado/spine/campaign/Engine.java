package dev.recado.spine.campaign;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.loop.Workers;
import dev.recado.spine.flow.MessageTemplates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Works on the campaigns: reads audiences and releases messages.
 *
 * <p>Several processes share the work. An audience is read by one of them, whose lock PostgreSQL
 * drops when the process dies.
 */
final class Engine implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  /** A reading that ends here is begun again by another process, or after the start. */
  private static final Duration LAST_WORK = Duration.ofSeconds(5);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  /** The pause between two looks for files that nobody needs. */
  private static final Duration FORGETS = Duration.ofHours(1);

  /** How often a reading may break off. */
  private static final int TRIES = 5;

  private final CampaignTable table;
  private final Preparation preparation;
  private final Pump pump;
  private final Files files;
  private final MessageTemplates templates;
  private final DataSource database;
  private final CampaignSettings settings;
  private final Clock clock;
  private final Workers workers;
  private final Set<UUID> reading = ConcurrentHashMap.newKeySet();
  private final Map<UUID, Instant> notBefore = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> tries = new ConcurrentHashMap<>();
  private volatile Instant forgetAt = Instant.MIN;
  private volatile boolean running;

  /** The parts of its work. */
  record Parts(
      Campaigns campaigns,
      CampaignTable table,
      Preparation preparation,
      Pump pump,
      Files files,
      MessageTemplates templates) {}

  Engine(Parts parts, DataSource database, CampaignSettings settings, Loops loops, Clock clock) {
    this.table = parts.table();
    this.preparation = parts.preparation();
    this.pump = parts.pump();
    this.files = parts.files();
    this.templates = parts.templates();
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.workers = new Workers(loops.add("campaigns"), "campaign-audience", 2);
    parts.campaigns().onWork(workers::wake);
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    running = true;
    workers.begin(this::look, settings.look(), settings.gather());
  }

  /** Looks once; returns how many campaigns had something to do. */
  int look() {
    if (!templates.loaded()) {
      return 0;
    }
    table.working(CampaignState.PREPARING, clock.instant()).forEach(this::handOut);
    List<UUID> due = table.working(CampaignState.RUNNING, clock.instant());
    due.stream().filter(this::again).forEach(this::pump);
    forgetFiles();
    return due.size();
  }

  private void forgetFiles() {
    Instant now = clock.instant();
    if (!now.isBefore(forgetAt)) {
      forgetAt = now.plus(FORGETS);
      files.forget(now);
    }
  }

  private boolean again(UUID id) {
    return !clock.instant().isBefore(notBefore.getOrDefault(id, Instant.MIN));
  }

  private void handOut(UUID id) {
    if (again(id) && workers.free() > 0 && reading.add(id)) {
      workers.hand(() -> prepare(id));
    }
  }

  /** What is wrong with one campaign stops no other. */
  private void pump(UUID id) {
    try {
      pump.pump(id);
    } catch (RuntimeException e) {
      if (DatabaseAway.explains(e)) {
        answers(e);
      }
      Duration pause = DatabaseAway.lostARace(e) ? settings.look() : AFTER_FAILURE;
      notBefore.put(id, clock.instant().plus(pause));
      log.error(
          "Campaign {} cannot release messages, and tries again in {} s", id, pause.toSeconds(), e);
    }
  }

  /** A PostgreSQL that answers is not away: the trouble is of this campaign alone. */
  private void answers(RuntimeException trouble) {
    try {
      table.answers();
    } catch (RuntimeException e) {
      trouble.addSuppressed(e);
      throw trouble;
    }
  }

  private boolean prepare(UUID id) {
    // Whoever is done wakes the look; another process that reads this audience would be asked at
    // once.
    notBefore.put(id, clock.instant().plus(settings.look()));
    try {
      if (alone(id, () -> read(id))) {
        notBefore.remove(id);
      }
      return true;
    } finally {
      reading.remove(id);
    }
  }

  /** Reads an audience if it is still wanted. */
  void read(UUID id) {
    table
        .find(id)
        .filter(campaign -> campaign.state() == CampaignState.PREPARING)
        .ifPresent(this::read);
  }

  private void read(Campaign campaign) {
    UUID run = UUID.randomUUID();
    try {
      if (preparation.read(campaign, run) && table.prepared(campaign.id(), run, clock.instant())) {
        log.info("Campaign {} has read its audience", campaign.id());
      }
      tries.remove(campaign.id());
    } catch (UnusableAudienceException e) {
      failed(campaign, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      // Too little memory for this audience is no reason to begin again for ever.
      if (e instanceof RuntimeException away && DatabaseAway.explains(e)) {
        interrupted(campaign, away);
        return;
      }
      log.error("Campaign {} cannot read its audience", campaign.id(), e);
      failed(
          campaign,
          "Erro interno ao ler o público ("
              + e.getClass().getSimpleName()
              + "); veja o log do hub.");
    }
  }

  /**
   * While PostgreSQL is away no reading begins. One that breaks off again and again breaks off by
   * its own doing: it needs more memory or disk than there is, or takes the server down.
   */
  private void interrupted(Campaign campaign, RuntimeException trouble) {
    int times = tries.merge(campaign.id(), 1, Integer::sum);
    if (times < TRIES) {
      notBefore.put(campaign.id(), clock.instant().plus(settings.look().multipliedBy(1L << times)));
      throw trouble;
    }
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(trouble);
    failed(
        campaign,
        "A leitura do público foi interrompida %d vezes pelo PostgreSQL (%s): simplifique o público, ou veja o PostgreSQL, e comece de novo (start)."
            .formatted(times, String.valueOf(cause.getMessage()).lines().findFirst().orElse("")));
  }

  private void failed(Campaign campaign, String reason) {
    tries.remove(campaign.id());
    if (table.move(campaign.id(), Set.of(CampaignState.PREPARING), CampaignState.FAILED, reason)) {
      table.ended(campaign.id(), clock.instant());
      log.warn("Campaign {} has failed: {}", campaign.id(), reason);
    }
  }

  /** Does the work unless another process does it. The lock ends with its connection. */
  private boolean alone(UUID id, Runnable work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean mine = locks(connection, id);
        if (mine) {
          work.run();
        }
        return mine;
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new UncategorizedSQLException("the lock of an audience", null, e);
    }
  }

  private static boolean locks(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select pg_try_advisory_xact_lock(hashtextextended('recado.campaign.' || ?, 0))")) {
      statement.setString(1, id.toString());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Does nothing: the flows are not loaded yet, see {@link #ready()}. */
  @Override
  public void start() {}

  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    try {
      if (!workers.close(LAST_WORK)) {
        log.info("An audience is read anew after the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops beside the dispatch, before the pool of connections. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 10;
  }
}
