package dev.recado.authoring.flowtest;

import dev.langchain4j.model.chat.ChatModel;
import dev.recado.chat.conversation.PhoneResolver;
import dev.recado.chat.intent.Intents;
import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.foreign.ForeignDatabases;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.spine.ingress.WebhookSources;
import dev.recado.spine.intake.Rehearsal;
import dev.recado.spine.schedule.ScheduledFlow;
import dev.recado.spine.schedule.Schedules;
import dev.recado.systems.kommo.Kommo;
import dev.recado.systems.kommo.KommoStandIn;
import dev.recado.systems.odoo.Odoo;
import dev.recado.systems.odoo.OdooStandIn;
import dev.recado.systems.source.CurrentSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The parts of a hub for tests, with their own clock, tables and stand-ins for other systems.
 *
 * <p>It reads neither variables nor settings of the machine, so that a test has the same result
 * everywhere. One stage serves many cases.
 */
final class Stage implements AutoCloseable {

  /** Each company with each set of settings needs its own Camel context. The oldest are dropped. */
  private static final int MOST_GENERATIONS = 12;

  private final VirtualClock clock = new VirtualClock();
  private final AtomicReference<@Nullable Script> script = new AtomicReference<>();
  private final AtomicReference<@Nullable Flows> flows = new AtomicReference<>();
  private final OdooStandIn odoo = new OdooStandIn(() -> script().odoo());
  private final KommoStandIn kommo = new KommoStandIn(() -> script().kommo(), clock);
  private final Map<Needs, Generation> generations = new LinkedHashMap<>();
  private final AnnotationConfigApplicationContext spring;
  private final Rehearsal rehearsal;
  private final Rows rows;
  private final Path folder;
  private @Nullable RouteFiles files;
  private @Nullable Generation current;

  /**
   * Builds the stage.
   *
   * @param database has the tables that its parts use
   */
  Stage(OneConnection database) throws IOException {
    this.folder = Files.createTempDirectory("recado-stage-");
    this.spring = new AnnotationConfigApplicationContext();
    try {
      prepare(database);
      spring.refresh();
      this.rehearsal =
          Rehearsal.of(spring, new CurrentFlows(), pauses(), List.of(new GivenEvents()));
      this.rows = new Rows(spring.getBean(JdbcClient.class));
    } catch (RuntimeException e) {
      Files.delete(folder);
      throw e;
    }
  }

  private void prepare(OneConnection database) {
    StandardEnvironment environment = new Nothing();
    environment.getPropertySources().addFirst(new MapPropertySource("stage", settings()));
    environment.setConversionService(new ApplicationConversionService());
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    spring.setEnvironment(environment);
    spring.getBeanFactory().setConversionService(environment.getConversionService());
    spring.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    // A bean definition that exists earlier wins over those of the configurations.
    spring.registerBean("clock", Clock.class, () -> clock);
    spring.registerBean("dataSource", DataSource.class, () -> database);
    spring.registerBean("llm", ChatModel.class, this::model);
    spring.registerBean("odoo", Odoo.class, odoo::odoo);
    spring.registerBean("kommo", Kommo.class, kommo::kommo);
    spring.registerBean("foreignDatabases", ForeignDatabases.class, ForeignRows.Databases::new);
    spring.registerBean("sharedBreakers", SharedBreakers.class, SharedBreakers::idle);
    spring.registerBean("channels", Channels.class, GivenChannels::new);
    spring.registerBean("flows", Flows.class, CurrentFlows::new);
    spring.registerBean("wahaIdentities", PhoneResolver.class, () -> this::phoneOf);
    spring.register(Application.find());
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("spring.config.location", "classpath:/application.yaml");
    settings.put("recado.roles", "");
    settings.put("recado.routes", folder.toString());
    settings.put("recado.data", folder.toString());
    settings.put("recado.kafka.brokers", "127.0.0.1:1");
    settings.put("recado.secret-key", "only-for-tests-of-flows");
    settings.put("recado.llm.provider", "ollama");
    settings.put("recado.llm.base-url", "http://127.0.0.1:1");
    settings.put("recado.llm.model", "given");
    settings.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/given");
    settings.put("spring.flyway.enabled", "false");
    settings.put("spring.quartz.auto-startup", "false");
    settings.put("spring.main.lazy-initialization", "true");
    settings.put(
        "spring.autoconfigure.exclude",
        "org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration,"
            // This bean connects to a broker at once, lazy or not.
            + "org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration");
    return settings;
  }

  /** An environment without anything of the machine. */
  private static final class Nothing extends StandardEnvironment {
    @Override
    protected void customizePropertySources(MutablePropertySources propertySources) {
      // Leaves out the variables and properties of the process that runs the tests.
    }
  }

  private List<Duration> pauses() {
    return org.springframework.boot.context.properties.bind.Binder.get(spring.getEnvironment())
        .bind(
            "recado.outbox.retry-schedule",
            org.springframework.boot.context.properties.bind.Bindable.listOf(Duration.class))
        .get();
  }

  private ChatModel model() {
    return new ScriptedModel(this::script, () -> spring.getBean(Intents.class).answers());
  }

  private Script script() {
    return Objects.requireNonNull(script.get(), "No case is on");
  }

  private Optional<String> phoneOf(String hidden) {
    Script now = script.get();
    return now == null ? Optional.empty() : now.phone(hidden);
  }

  /** The flows of the current generation. */
  private final class CurrentFlows implements Flows {

    private Flows current() {
      return Objects.requireNonNull(flows.get(), "No case is on");
    }

    @Override
    public FlowOutcome run(Event event, @Nullable String resumeAt, int waits) {
      return current().run(event, resumeAt, waits);
    }

    @Override
    public boolean exists(String flow) {
      return current().exists(flow);
    }
  }

  /** Uses other files from the next case on. */
  void take(RouteFiles next) {
    if (files == null || !next.equals(files)) {
      closeGenerations();
      files = next;
    }
  }

  /**
   * What the routes of a case are built with.
   *
   * @param company the folder of a sample company; empty for that of the routes folder
   * @param settings property placeholders
   */
  private record Needs(String company, Map<String, String> settings) {}

  /** Begins a case. Returns by file what could not be built. */
  Map<String, String> begin(Given given, Script next) {
    clock.set(given.clock());
    script.set(next);
    odoo.beginAnew();
    kommo.beginAnew();
    spring.getBean(Intents.class).beginAnew(next.hasLlm());
    Generation generation = generation(given);
    current = generation;
    spring.getBean(CurrentSources.class).rehearse(generation);
    flows.set(Flows.of(spring.getBean(Routes.class), generation, clock));
    rows.insert(given.rows());
    return generation.broken();
  }

  private Generation generation(Given given) {
    Part company = given.company();
    Needs needs =
        new Needs(company == null ? "" : Fixtures.inside(company), Map.copyOf(given.settings()));
    Generation known = generations.get(needs);
    if (known != null) {
      return known;
    }
    RouteFiles own = Objects.requireNonNull(files);
    RouteFiles all = company == null ? own : SampleCompany.of(company, own).over(own);
    if (generations.size() >= MOST_GENERATIONS) {
      Needs oldest = generations.keySet().iterator().next();
      Objects.requireNonNull(generations.remove(oldest)).close();
    }
    Generation built =
        spring
            .getBean(Assembly.class)
            .build(all, needs.settings(), List.of(new StandIns(this::script)))
            .settled();
    generations.put(needs, built);
    return built;
  }

  /** Binds work to the files of the case, as its flows do. */
  <T> Callable<T> bound(Callable<T> work) {
    Generation generation = Objects.requireNonNull(current, "No case is on");
    return spring.getBean(Routes.class).bound(generation, work);
  }

  VirtualClock clock() {
    return clock;
  }

  Rehearsal rehearsal() {
    return rehearsal;
  }

  /** Makes the record of a webhook as the front door would, without checking the sender. */
  InboundRecord record(When.Webhook webhook) {
    WebhookSources sources = spring.getBean(WebhookSources.class);
    WebhookSource source = sources.named(webhook.source().text());
    if (source == null) {
      throw webhook
          .source()
          .wrong(
              "There is no source '%s'%s"
                  .formatted(
                      webhook.source().text(),
                      Known.hint(
                          webhook.source().text(),
                          sources.all().stream()
                              .map(WebhookSource::name)
                              .collect(Collectors.toSet()))));
    }
    return record(
        source, webhook.headers(), webhook.query(), webhook.contentType(), webhook.body());
  }

  /** Makes the record of a webhook of an existing source. */
  InboundRecord record(String source, Map<String, String> headers, String type, byte[] body) {
    WebhookSource known = spring.getBean(WebhookSources.class).named(source);
    return record(Objects.requireNonNull(known, source), headers, Map.of(), type, body);
  }

  /**
   * Moves the clock to a time of a schedule and makes its record.
   *
   * @param past the times that the case has reached before; the new one is added
   */
  InboundRecord time(When.Scheduled when, Set<ScheduledTime> past) {
    List<ScheduledFlow> known = ScheduledFlow.in(Objects.requireNonNull(current, "No case is on"));
    ScheduledTime time = ScheduledTime.of(when, known, clock.instant(), past);
    past.add(time);
    clock.set(time.planned());
    return spring.getBean(Schedules.class).rehearsal(time.schedule(), time.planned());
  }

  /** Makes the record of a chat message from WAHA's webhook. */
  InboundRecord chat(byte[] body) {
    WebhookSource waha = spring.getBean("wahaWebhooks", WebhookSource.class);
    return record(waha, Map.of(), Map.of(), "application/json", body);
  }

  private InboundRecord record(
      WebhookSource source,
      Map<String, String> headers,
      Map<String, String> query,
      @Nullable String type,
      byte[] body) {
    Webhook webhook = new Webhook(null, type, headers::get, query::get, body, clock.instant());
    return InboundRecord.of(
        source.name(), source.identify(webhook), clock.instant(), type, source.kept(webhook), body);
  }

  private void closeGenerations() {
    generations.values().forEach(Generation::close);
    generations.clear();
  }

  @Override
  public void close() throws IOException {
    rehearsal.close();
    closeGenerations();
    spring.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
