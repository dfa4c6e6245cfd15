package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.ground.embedded.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class FirstUserTest {

  private final JdbcClient jdbc =
      JdbcClient.create(new DriverManagerDataSource(TestServers.jdbcUrl()));
  private final Users users = new Users(jdbc, new BCryptPasswordEncoder(4));
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  private Path folder;

  @BeforeEach
  void table(@TempDir Path folder) {
    this.folder = folder;
    jdbc.sql("create table app_user (username text primary key, password_hash text not null)")
        .update();
  }

  @Test
  void aGeneratedPasswordIsStoredAndItsFileIsPrintedOnce() throws IOException {
    start("");
    String password = Files.readString(file()).strip();
    assertThat(password).hasSizeGreaterThanOrEqualTo(16);
    assertThat(users.knows("admin", password)).isTrue();
    assertThat(printed()).contains(file().toString()).doesNotContain(password);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
    }

    console.reset();
    start("");
    assertThat(console.size()).isZero();
    assertThat(Files.readString(file()).strip()).isEqualTo(password);
  }

  @Test
  void aPersonAtATerminalSeesThePasswordItself() throws IOException {
    start("", true);
    assertThat(printed()).contains("password " + Files.readString(file()).strip() + " ");
  }

  @Test
  void aConfiguredPasswordReplacesTheGeneratedOne() {
    start("");
    start("the first password");
    assertThat(file()).doesNotExist();
  }

  @Test
  void aChangedConfiguredPasswordCountsAndIsNeverPrinted() {
    start("the first password");
    start("the second password");

    assertThat(users.knows("admin", "the first password")).isFalse();
    assertThat(users.knows("admin", "the second password")).isTrue();
    assertThat(console.size()).isZero();
  }

  @Test
  void aNewPasswordEndsTheSessionsOfTheOldOne() {
    start("the first password");
    var before = users.passwordMark("admin");
    start("the first password");
    assertThat(users.passwordMark("admin")).isEqualTo(before);
    start("the second password");
    assertThat(users.passwordMark("admin")).isNotEqualTo(before);
  }

  @Test
  void aStrangerIsNotKnown() {
    assertThat(users.knows("stranger", "nobody has this password")).isFalse();
  }

  private Path file() {
    return folder.toAbsolutePath().resolve("admin-password");
  }

  private String printed() {
    return console.toString(StandardCharsets.UTF_8);
  }

  private void start(String configured) {
    start(configured, false);
  }

  private void start(String configured, boolean terminal) {
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    new FirstUser(users, configured, folder, new FirstUser.Told(out, terminal))
        .afterSingletonsInstantiated();
  }
}
