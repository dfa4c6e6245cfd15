package dev.recado.api.security;

import dev.recado.ground.embedded.PostgresHere;
import dev.recado.ground.process.StartupProblem;
import dev.recado.ground.settings.SettingsHere;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.util.StringUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code user}: adds the people who may sign in, and changes their passwords. */
@Command(
    name = "user",
    description = {
      "Adds and lists the users who may sign in, and changes passwords.",
      "",
      "Run it in the folder and as the user of the hub; the hub may be running. The password is asked"
          + " for on the terminal, or is one line of the standard input."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:it could not be done", "2:wrong use"},
    subcommands = {
      UserCommand.Add.class,
      UserCommand.Password.class,
      UserCommand.ListAll.class,
      CommandLine.HelpCommand.class
    })
public final class UserCommand implements Runnable {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

  private static final int FAILED = 1;

  private final ConfigurableSettings settings;
  private final InputStream in;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Reads the settings when they are needed: a call for help needs none. */
  interface ConfigurableSettings {
    ConfigurableEnvironment read();
  }

  /** What a command does with the users. */
  private interface Work {
    String on(Users users, ConfigurableEnvironment settings) throws IOException;
  }

  /** Works on the hub that is set up here. */
  public UserCommand() {
    this(SettingsHere::environment, System.in);
  }

  UserCommand(ConfigurableSettings settings, InputStream in) {
    this.settings = settings;
    this.in = in;
  }

  /** Called without a command of its own. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do: user add NAME, user password NAME or user list.");
  }

  private int work(CommandSpec command, Work work) {
    try {
      // Logging is not set up yet, and by default it prints everything.
      LoggingSystem.get(UserCommand.class.getClassLoader()).beforeInitialize();
      String said = on(work);
      command.commandLine().getOut().println(said);
      command.commandLine().getOut().flush();
      return CommandLine.ExitCode.OK;
    } catch (UserRefusal e) {
      return failed(command, e.getMessage());
    } catch (StartupProblem e) {
      return failed(command, e.getMessage() + " " + e.remedy());
    } catch (BadSqlGrammarException e) {
      return failed(
          command,
          "The database is not that of a hub of this version. Start the hub once: it brings the database up to date.");
    } catch (DataAccessException | IOException e) {
      Throwable root = e.getCause() == null ? e : e.getCause();
      return failed(
          command,
          "The database cannot be used: %s. See that PostgreSQL runs and that the settings of the hub are right."
              .formatted(root.getMessage()));
    }
  }

  private String on(Work work) throws IOException {
    ConfigurableEnvironment read = settings.read();
    try (PostgresHere postgres = PostgresHere.of(read)) {
      Users users = new Users(JdbcClient.create(postgres.source()), new BCryptPasswordEncoder());
      return work.on(users, read);
    }
  }

  private static int failed(CommandSpec command, @Nullable String message) {
    command.commandLine().getErr().println(message);
    command.commandLine().getErr().flush();
    return FAILED;
  }

  private static void usable(String name) {
    if (!name.matches(NAME)) {
      throw new UserRefusal(
          "A user's name has 1 to 64 letters without accents, digits, and . _ @ - after the first.");
    }
  }

  private static UserRefusal unknown(String name) {
    return new UserRefusal(
        "There is no user %1$s. To add one: user add %1$s. To see all: user list.".formatted(name));
  }

  /** {@code user add}. */
  @Command(
      name = "add",
      description = "Adds a user, with a password of 12 characters or more.",
      mixinStandardHelpOptions = true)
  static final class Add implements Callable<Integer> {

    @ParentCommand private @Nullable UserCommand parent;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    private String name = "";

    @Override
    public Integer call() {
      UserCommand above = Objects.requireNonNull(parent);
      return above.work(
          spec,
          (users, settings) -> {
            usable(name);
            Optional<String> there = users.like(name);
            if (there.isPresent() || !users.add(name, NewPassword.ask(name, above.in))) {
              throw new UserRefusal(
                  "The user %1$s exists already. To change the password: user password %1$s."
                      .formatted(there.orElse(name)));
            }
            return "The user %s may sign in now.".formatted(name);
          });
    }
  }

  /** {@code user password}. */
  @Command(
      name = "password",
      description = "Changes the password of a user, which ends the user's sessions.",
      mixinStandardHelpOptions = true)
  static final class Password implements Callable<Integer> {

    @ParentCommand private @Nullable UserCommand parent;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The name that the user signs in with.")
    private String name = "";

    @Override
    public Integer call() {
      UserCommand above = Objects.requireNonNull(parent);
      return above.work(spec, (users, settings) -> change(users, settings, above.in));
    }

    private String change(Users users, ConfigurableEnvironment settings, InputStream in)
        throws IOException {
      if (!users.exists(name)) {
        throw unknown(name);
      }
      boolean first = name.equals(FirstUser.NAME);
      if (first && StringUtils.hasText(settings.getProperty("recado.admin-password"))) {
        throw new UserRefusal(
            "RECADO_ADMIN_PASSWORD sets the password of %s at each start. Change it there, and start the hub again."
                .formatted(name));
      }
      if (!users.change(name, NewPassword.ask(name, in))) {
        throw unknown(name);
      }
      if (first) {
        // The generated password is no longer valid.
        Files.deleteIfExists(
            Path.of(settings.getProperty("recado.data", "data")).resolve(FirstUser.FILE));
      }
      return "The password of %s is changed, and the sessions of %s are over."
          .formatted(name, name);
    }
  }

  /** {@code user list}. */
  @Command(
      name = "list",
      description = "Lists the users, when they were added, and when they signed in last (UTC).",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {

    @ParentCommand private @Nullable UserCommand parent;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return Objects.requireNonNull(parent).work(spec, (users, settings) -> table(users.all()));
    }

    private static String table(List<Users.User> users) {
      if (users.isEmpty()) {
        return "There are no users yet.";
      }
      StringBuilder table =
          new StringBuilder("%-24s %-20s %s".formatted("NAME", "CREATED", "LAST SIGN-IN"));
      for (Users.User user : users) {
        table.append(
            "%n%-24s %-20s %s"
                .formatted(user.name(), time(user.createdAt()), time(user.signedInAt())));
      }
      return table.toString();
    }

    private static String time(@Nullable Instant time) {
      return time == null ? "never" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }
}
