package dev.recado.sales.movein;

import dev.recado.ground.database.StorableParameters;
import dev.recado.ground.embedded.PostgresHere;
import dev.recado.ground.process.StartupProblem;
import dev.recado.ground.settings.SettingsHere;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code import data}: takes files of another system in. */
@Command(
    name = "import",
    description = "Takes data of another system into the hub.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ImportCommand.Data.class, CommandLine.HelpCommand.class})
public final class ImportCommand implements Runnable {

  private static final int SOME_REFUSED = 1;
  private static final int FAILED = 3;

  private final Supplier<ConfigurableEnvironment> settings;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Works on the hub that is set up here. */
  public ImportCommand() {
    this(SettingsHere::environment);
  }

  ImportCommand(Supplier<ConfigurableEnvironment> settings) {
    this.settings = settings;
  }

  /** Called without a command of its own. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to take in: import data FILE...");
  }

  /** {@code import data}. */
  @Command(
      name = "data",
      description = {
        "Takes clients, products, orders, sellers and appointments in: CSV, JSON, or what Django's"
            + " dumpdata writes.",
        "",
        "Run it in the folder and as the user of the hub; the hub may be running. The same file"
            + " again changes rows and doubles none. Nobody is told of what comes in."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:all records are in",
        "1:some records were refused, the others are in",
        "2:wrong use",
        "3:a file cannot be read, or the database cannot be used"
      })
  static final class Data implements Callable<Integer> {

    @ParentCommand private @Nullable ImportCommand parent;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files, in any order.")
    private List<Path> files = List.of();

    @Option(
        names = "--as",
        paramLabel = "KIND",
        description =
            "What the files hold, if their columns do not say it: clientes, produtos, categorias,"
                + " pedidos, agenda or vendedores.")
    private @Nullable String as;

    @Option(
        names = "--origin",
        paramLabel = "NAME",
        description =
            "The system that the files come from, if there are files of several (default: import,"
                + " django or supabase). Ids of two systems are different things.")
    private @Nullable String origin;

    @Option(names = "--dry-run", description = "Checks all and writes nothing.")
    private boolean rehearsal;

    @Override
    public Integer call() {
      Kind kind =
          as == null
              ? null
              : Kind.named(as)
                  .filter(Kind.SAID::contains)
                  .orElseThrow(
                      () ->
                          new CommandLine.ParameterException(
                              spec.commandLine(),
                              "There is no kind %s; there are %s.".formatted(as, Kind.sayable())));
      if (origin != null && !Said.canBeOrigin(origin)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "%s cannot be the name of a system; use small letters, such as loja-antiga."
                .formatted(origin));
      }
      try {
        // Logging is not set up yet, and by default it prints everything.
        LoggingSystem.get(ImportCommand.class.getClassLoader()).beforeInitialize();
        return take(new Said(kind, origin));
      } catch (UnreadableFile e) {
        return failed(e.getMessage());
      } catch (StartupProblem e) {
        return failed(e.getMessage() + " " + e.remedy());
      } catch (BadSqlGrammarException e) {
        return failed(
            "The database is not that of a hub of this version. Start the hub once: it brings the database up to date.");
      } catch (DataAccessException e) {
        Throwable root = e.getCause() == null ? e : e.getCause();
        return failed(
            "The database cannot be used: %s. What came in before stays; run the same again."
                .formatted(root.getMessage()));
      } catch (IOException e) {
        return failed("A file cannot be read: %s.".formatted(e.getMessage()));
      }
    }

    private Integer failed(@Nullable String message) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(message);
      err.flush();
      return FAILED;
    }

    private int take(Said said) throws IOException {
      List<DataFile> all = new ArrayList<>();
      for (Path file : files) {
        if (!Files.isRegularFile(file)) {
          throw new UnreadableFile(file.toString(), "não há este arquivo.");
        }
        all.add(DataFile.of(file, String.valueOf(file.getFileName()), said));
      }
      ConfigurableEnvironment read = Objects.requireNonNull(parent).settings.get();
      PrintWriter out = spec.commandLine().getOut();
      try (PostgresHere postgres = PostgresHere.of(read)) {
        Summary summary =
            new MoveIn(
                    rooms(StorableParameters.of(postgres.source()), read),
                    rehearsal,
                    refusal -> out.println(refusal.told()))
                .run(all);
        summary.told().forEach(out::println);
        out.flush();
        return summary.refused() == 0 ? CommandLine.ExitCode.OK : SOME_REFUSED;
      }
    }
  }

  private static Rooms rooms(DataSource source, ConfigurableEnvironment settings)
      throws IOException {
    return new Rooms(
        JdbcClient.create(source),
        new TransactionTemplate(new DataSourceTransactionManager(source)),
        Clock.systemUTC(),
        ZoneId.of(settings.getRequiredProperty("recado.conversation.timezone")),
        areas(settings));
  }

  private static List<String> areas(ConfigurableEnvironment settings) throws IOException {
    Path routes = Path.of(settings.getProperty("recado.routes", "routes"));
    String business =
        (Files.isDirectory(routes) ? RouteFolder.at(routes).read() : RouteFolder.shipped())
            .text("intents/business.yaml");
    Object root = new Load(LoadSettings.builder().build()).loadFromString(business);
    List<String> areas = new ArrayList<>();
    if (root instanceof Map<?, ?> map && map.get("areas") instanceof List<?> list) {
      for (Object one : list) {
        Object name = one instanceof Map<?, ?> area ? area.get("nome") : one;
        areas.add(String.valueOf(name));
      }
    }
    return MoveInConfiguration.areas(
        areas, settings.getProperty("recado.seller.fallback-area", "Geral"));
  }
}
