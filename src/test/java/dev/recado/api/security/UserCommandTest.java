package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.authoring.cli.Tool;
import dev.recado.ground.embedded.TestServers;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import picocli.CommandLine;

/** The users on the command line, with the password on the standard input. */
class UserCommandTest {

  private static final String GOOD = "correct horse battery";

  private final Path data;

  private final String url = TestServers.migratedUrl();
  private final Map<String, Object> settings = new HashMap<>(Map.of("spring.datasource.url", url));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  UserCommandTest(@TempDir Path data) {
    this.data = data;
  }

  private Users users() {
    return new Users(
        JdbcClient.create(new DriverManagerDataSource(url)), new BCryptPasswordEncoder());
  }

  private int run(String input, String... args) {
    settings.putIfAbsent("recado.data", data.toString());
    UserCommand command =
        new UserCommand(
            () -> {
              StandardEnvironment environment = new StandardEnvironment();
              environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
              return environment;
            },
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void aUserIsAddedWithThePasswordOfTheFirstLine() {
    assertThat(run(GOOD + "\r\nmore\n", "add", "ana")).isZero();
    assertThat(out.toString()).contains("The user ana may sign in now.");
    assertThat(users().knows("ana", GOOD)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana", "Ana"})
  void aUserThatExistsIsNotAddedAgainAndKeepsThePassword(String again) {
    run(GOOD, "add", "ana");
    assertThat(run("another password\n", "add", again)).isEqualTo(1);
    assertThat(err.toString())
        .contains("The user ana exists already")
        .contains("user password ana");
    assertThat(users().knows("ana", GOOD)).isTrue();
  }

  @Test
  void aChangedPasswordCountsAndChangesTheMarkOfTheSessions() {
    run(GOOD, "add", "ana");
    Optional<String> mark = users().passwordMark("ana");
    assertThat(run("another password\n", "password", "ana")).isZero();
    assertThat(users().knows("ana", GOOD)).isFalse();
    assertThat(users().knows("ana", "another password")).isTrue();
    assertThat(users().passwordMark("ana")).isPresent().isNotEqualTo(mark);
  }

  @Test
  void thePasswordOfNobodyIsNotChanged() {
    assertThat(run(GOOD, "password", "bia")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no user bia.").contains("user add bia");
    assertThat(users().exists("bia")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "short",
        "elevenchars",
        "ana-the-long-name",
        "ANA-the-long-name",
        "this password is good but for one character \u0007",
        "çççççççççççççççççççççççççççççççççççççççççççççç"
      })
  void aPasswordThatIsNotUsableIsRefusedWithASentence(String password) {
    assertThat(run(password + "\n", "add", "ana-the-long-name")).isEqualTo(1);
    assertThat(err.toString()).containsIgnoringCase("password").doesNotContain("Exception");
    assertThat(users().exists("ana-the-long-name")).isFalse();
  }

  @Test
  void twelveCharactersAreEnoughAndSeventyTwoBytesTheMost() {
    assertThat(NewPassword.wrong("ana", "a".repeat(11))).contains("12 characters");
    assertThat(NewPassword.wrong("ana", "ç".repeat(12))).isNull();
    assertThat(NewPassword.wrong("ana", "ç".repeat(36))).isNull();
    assertThat(NewPassword.wrong("ana", "ç".repeat(36) + "a")).contains("72 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ana maria", "josé", "-", "a\nb", "../ana"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThat(run(GOOD, "add", name)).isNotZero();
    assertThat(users().all()).isEmpty();
  }

  @Test
  void usersAreListedWithTheirLastSignIn() {
    run("", "list");
    assertThat(out.toString()).contains("There are no users yet.");
    run(GOOD, "add", "ana");
    run(GOOD, "add", "bia");
    JdbcClient.create(new DriverManagerDataSource(url))
        .sql("update app_user set signed_in_at = '2026-03-02T12:00:00.5Z' where username = 'bia'")
        .update();
    assertThat(run("", "list")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("NAME").contains("LAST SIGN-IN");
    assertThat(lines.get(1)).startsWith("ana").endsWith("never");
    assertThat(lines.get(2)).startsWith("bia").endsWith("2026-03-02T12:00:00Z");
  }

  @Test
  void aPasswordOfAdminThatTheEnvironmentSetsIsNotChangedHere() {
    users().add("admin", GOOD);
    settings.put("recado.admin-password", "from the environment");
    assertThat(run("another password\n", "password", "admin")).isEqualTo(1);
    assertThat(err.toString())
        .contains("RECADO_ADMIN_PASSWORD")
        .doesNotContain("from the environment");
  }

  @Test
  void theGeneratedPasswordOfAdminIsForgottenWithTheChange() throws Exception {
    users().add("admin", GOOD);
    Path file = Files.writeString(data.resolve(FirstUser.FILE), GOOD);
    assertThat(run("another password\n", "password", "admin")).isZero();
    assertThat(file).doesNotExist();
  }

  @Test
  void aDatabaseThatIsAwayIsToldWithoutItsPassword() {
    settings.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/x?user=u&password=s3cret");
    assertThat(run(GOOD, "add", "ana")).isEqualTo(1);
    assertThat(err.toString())
        .contains("The database cannot be used")
        .doesNotContain("s3cret")
        .doesNotContain("Exception");
  }

  @Test
  void aDatabaseWithoutTheHubsTablesIsTold() {
    settings.put("spring.datasource.url", TestServers.jdbcUrl());
    assertThat(run("", "list")).isEqualTo(1);
    assertThat(err.toString()).contains("Start the hub once");
  }

  @Test
  void aFolderWithoutAHubsDataIsToldAndNotFilled() {
    settings.remove("spring.datasource.url");
    assertThat(run(GOOD, "add", "ana")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no hub's data in").contains("Start the hub once");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void theToolKnowsTheCommandAndItsHelp() {
    assertThat(Tool.takes(new String[] {"user", "add", "ana"})).isTrue();
    assertThat(Tool.run(new String[] {"user", "--help"}, new UserCommand())).isZero();
    assertThat(run("")).isEqualTo(2);
    assertThat(err.toString()).contains("user list");
    assertThat(run("", "add")).isEqualTo(2);
  }
}
