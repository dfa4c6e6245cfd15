package dev.recado.ground.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of a PostgreSQL in the notations of other programs. */
class DatabaseUrlTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "postgres://u:p@h:5433/db | jdbc:postgresql://h:5433/db | u | p",
        "postgresql://u:p@h/db | jdbc:postgresql://h/db | u | p",
        "POSTGRES://u:p@h/db | jdbc:postgresql://h/db | u | p",
        "postgres://u:p%40%3A%2F%23%25@h/db | jdbc:postgresql://h/db | u | p@:/#%",
        "postgres://u:a:b@h/db | jdbc:postgresql://h/db | u | a:b",
        "postgres://u:a@b@h/db | jdbc:postgresql://h/db | u | a@b",
        "postgres://u:a+b@h/db | jdbc:postgresql://h/db | u | a+b",
        "postgres://u@h/db | jdbc:postgresql://h/db | u | of PGPASSWORD",
        "postgres://h/db | jdbc:postgresql://h/db | '' | of PGPASSWORD",
        "postgres://u:p@/db | jdbc:postgresql://localhost/db | u | p",
        "postgres://u:p@h | jdbc:postgresql://h/ | u | p",
        "postgres://u:p@[::1]:5432/db | jdbc:postgresql://[::1]:5432/db | u | p",
        "postgres://u:p@a:1,b:2/db | jdbc:postgresql://a:1,b:2/db | u | p",
        "postgres://u:p@h/meu%20banco | jdbc:postgresql://h/meu%20banco | u | p",
        "postgres://u:p@h/db?sslmode=require&connect_timeout=5&application_name=my%20hub"
            + " | jdbc:postgresql://h/db?sslmode=require&connectTimeout=5&ApplicationName=my%20hub"
            + " | u | p",
        "postgres://u:p@h/db?sslmode=require&channel_binding=require&schema=public"
            + " | jdbc:postgresql://h/db?sslmode=require&channelBinding=require&currentSchema=public"
            + " | u | p",
      })
  void anAddressOfLibpqBecomesOneOfJdbc(String url, String jdbc, String user, String password)
      throws SQLException {
    DatabaseUrl read = read(Map.of("DATABASE_URL", url, "PGPASSWORD", "of PGPASSWORD"));
    assertThat(read.from()).isEqualTo("DATABASE_URL");
    assertThat(read.jdbc()).isEqualTo(jdbc);
    assertThat(read.user()).isEqualTo(user);
    assertThat(read.password()).isEqualTo(password);
    assertThat(new org.postgresql.Driver().acceptsURL(jdbc)).isTrue();
  }

  @Test
  void theDriverReadsTheDatabaseNameAndTheParametersCorrectly() throws SQLException {
    DatabaseUrl read =
        read(Map.of("DATABASE_URL", "postgres://u:p@h/meu%20banco?application_name=a%26b%3Dc"));
    Map<String, DriverPropertyInfo> driver =
        Arrays.stream(new org.postgresql.Driver().getPropertyInfo(read.jdbc(), new Properties()))
            .collect(Collectors.toMap(info -> info.name, Function.identity(), (a, b) -> a));
    assertThat(Objects.requireNonNull(driver.get("ApplicationName")).value).isEqualTo("a&b=c");
    Properties parts = Objects.requireNonNull(org.postgresql.Driver.parseURL(read.jdbc(), null));
    assertThat(parts.getProperty("PGDBNAME")).isEqualTo("meu banco");
  }

  @Test
  void thePartsMayBeSetOneByOne() {
    DatabaseUrl read =
        read(
            Map.of(
                "PGHOST", "h",
                "PGPORT", "5433",
                "PGDATABASE", "d",
                "PGUSER", "u",
                "PGPASSWORD", "p@:/",
                "PGSSLMODE", "require"));
    assertThat(read.jdbc()).isEqualTo("jdbc:postgresql://h:5433/d?sslmode=require");
    assertThat(read.user()).isEqualTo("u");
    assertThat(read.password()).isEqualTo("p@:/");
  }

  @Test
  void withoutANameTheDatabaseIsNamedAfterTheUser() {
    assertThat(read(Map.of("PGHOST", "h", "PGUSER", "u")).jdbc())
        .isEqualTo("jdbc:postgresql://h/u");
  }

  @Test
  void theHubsOwnNameWinsThenTheAddressThenTheParts() {
    assertThat(read(Map.of("DATABASE_URL", "postgres://a/x", "PGHOST", "b")).jdbc())
        .isEqualTo("jdbc:postgresql://a/x");
    assertThat(
            DatabaseUrl.of(
                name -> name.equals(OtherNames.URL) ? "jdbc:postgresql://own/x" : "postgres://a/x"))
        .isEmpty();
    assertThat(read(Map.of(OtherNames.URL, "postgres://u:p@own/x")).jdbc())
        .isEqualTo("jdbc:postgresql://own/x");
  }

  @Test
  void aLoginAloneNamesNoDatabase() {
    assertThat(DatabaseUrl.of(name -> name.startsWith("PGU") ? "u" : "")).isEmpty();
  }

  @Test
  void itsTextHoldsNoPassword() {
    assertThat(read(Map.of("DATABASE_URL", "postgres://u:hunter2@h/x")).toString())
        .doesNotContain("hunter2");
  }

  private static DatabaseUrl read(Map<String, String> settings) {
    return DatabaseUrl.of(name -> settings.getOrDefault(name, "")).orElseThrow();
  }
}
