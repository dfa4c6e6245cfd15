package dev.recado.ground.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The embedded PostgreSQL on a folder of an earlier version, which let in everybody as the
 * superuser, and where the superuser owned everything.
 */
class PostgresServerTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path DATA =
      Path.of("target", "test-servers", UUID.randomUUID().toString(), "postgres").toAbsolutePath();

  private static PostgresServer server;

  @BeforeAll
  static void takeOver() throws IOException {
    PostgresPrograms programs = PostgresPrograms.in(TestServers.BINARIES);
    programs.run(
        LIMIT, "", "initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-D", DATA.toString());
    programs.run(
        LIMIT,
        """
        create table kept (id bigint generated always as identity, n serial, value text);

        insert into kept (value) values ('yes');

        create view seen as select value from kept;

        create sequence alone;

        """,
        "postgres",
        "--single",
        "-j",
        "-D",
        DATA.toString(),
        "postgres");
    server = PostgresServer.start(DATA, TestServers.BINARIES);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    assertThat(Postmaster.of(DATA)).isEmpty();
  }

  @Test
  void writesAreFlushedToDisk() throws SQLException {
    assertThat(ask("show fsync")).isEqualTo("on");
    assertThat(ask("show synchronous_commit")).isEqualTo("on");
    assertThat(ask("show full_page_writes")).isEqualTo("on");
    assertThat(ask("show listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void oneQueryCannotFillTheDisk() throws SQLException {
    assertThat(ask("show temp_file_limit")).isEqualTo("2GB");
  }

  @Test
  void theHubOwnsWhatTheSuperuserOwned() throws SQLException {
    assertThat(ask("select value from kept")).isEqualTo("yes");
    assertThat(ask("alter table kept add column more text; select 'altered'")).isEqualTo("altered");
    assertThat(
            ask(
                """
                select count(*) from pg_class
                 where relnamespace = 'public'::regnamespace
                   and pg_get_userbyid(relowner) <> 'recado'
                """))
        .isEqualTo("0");
  }

  @Test
  void nobodyLogsInWithoutThePassword() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), "postgres", ""))
        .withMessageContaining("no pg_hba.conf entry");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), "recado", "guessed"))
        .withMessageContaining("password authentication failed");
  }

  @Test
  void theHubsRoleCannotRunPrograms() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> ask("copy (select 1) to program 'id'"))
        .withMessageContaining("permission denied");
  }

  @Test
  void aKilledOrStoppedServerComesBackWithAllAcknowledgedData() throws Exception {
    ask("create table acknowledged as select 'yes' as value; select 'made'");
    Postmaster killed = Postmaster.of(DATA).orElseThrow();
    killed.process().destroyForcibly();
    comesBack(killed);

    // The server accepts connections, but the hub that restarts it may not have noticed that yet.
    Postmaster asked = Postmaster.of(DATA).orElseThrow();
    // With an open connection, the server alone would wait for its end and let nobody else in.
    try (Connection staying = connect()) {
      assertThat(staying.isValid(10)).isTrue();
      asked.process().destroy();
      comesBack(asked);
    }
  }

  private static void comesBack(Postmaster gone) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                Postmaster.of(DATA).orElseThrow().process().pid() != gone.process().pid()
                    && ask("select value from acknowledged").equals("yes"));
  }

  @Test
  void onlyTheOwnerCanReadItsFiles() throws IOException {
    if (OwnerOnly.posix(DATA)) {
      for (String name : new String[] {"", "recado.password", "recado.log", "pg_hba.conf"}) {
        assertThat(Files.getPosixFilePermissions(DATA.resolve(name)).toString())
            .doesNotContain("GROUP")
            .doesNotContain("OTHERS");
      }
    }
  }

  private static Connection connect() throws SQLException, IOException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  private static String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      ResultSet result = statement.getResultSet();
      assertThat(result.next()).isTrue();
      return result.getString(1);
    } catch (IOException e) {
      throw new SQLException("No password", e);
    }
  }
}
