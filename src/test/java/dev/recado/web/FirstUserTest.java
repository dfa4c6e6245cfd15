package dev.recado.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.embedded.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class FirstUserTest {

  private final JdbcClient jdbc =
      JdbcClient.create(new DriverManagerDataSource(TestServers.jdbcUrl()));
  private final Users users = new Users(jdbc, new BCryptPasswordEncoder(4));
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @BeforeEach
  void table() {
    jdbc.sql("create table app_user (username text primary key, password_hash text not null)")
        .update();
  }

  @Test
  void withoutAConfiguredPasswordOneIsMadeAndPrintedOnce() {
    start("");
    Matcher printed =
        Pattern.compile("password (\\S{16,}) ").matcher(console.toString(StandardCharsets.UTF_8));
    assertThat(printed.find()).isTrue();
    assertThat(users.knows("admin", printed.group(1))).isTrue();

    console.reset();
    start("");
    assertThat(console.size()).isZero();
  }

  @Test
  void aConfiguredPasswordIsFollowedAndNeverPrinted() {
    start("the first password");
    start("the second password");

    assertThat(users.knows("admin", "the first password")).isFalse();
    assertThat(users.knows("admin", "the second password")).isTrue();
    assertThat(console.size()).isZero();
  }

  @Test
  void aNewPasswordEndsWhatTheOldOneBegan() {
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

  private void start(String configured) {
    new FirstUser(users, configured, new PrintStream(console, true, StandardCharsets.UTF_8))
        .afterSingletonsInstantiated();
  }
}
