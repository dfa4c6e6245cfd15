package dev.recado.spine.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5432/erp?sslmode=require, POSTGRESQL, jdbc:postgresql://db:5432/erp?sslmode=require, '', ''",
    "postgres://ana:p%40s:s@db/erp, POSTGRESQL, jdbc:postgresql://db/erp, ana, p@s:s",
    "postgresql://ana:a@b@[::1]:5433/erp, POSTGRESQL, jdbc:postgresql://[::1]:5433/erp, ana, a@b",
    "jdbc:mysql://db:3306/shop, MARIADB, jdbc:mariadb://db:3306/shop, '', ''",
    "mysql://ana:a+b@db/shop?sslMode=trust, MARIADB, jdbc:mariadb://db/shop?sslMode=trust, ana, a+b",
    "jdbc:sqlserver://db:1433;databaseName=erp;encrypt=false, SQLSERVER, jdbc:sqlserver://db:1433;databaseName=erp;encrypt=false, '', ''",
    "sqlserver://sa:x@db:1433/erp, SQLSERVER, jdbc:sqlserver://db:1433;databaseName=erp, sa, x",
    "jdbc:sqlserver://host\\inst;databaseName=erp, SQLSERVER, jdbc:sqlserver://host\\inst;databaseName=erp, '', ''"
  })
  void addressesOfEachKindAreReadAndTheirLoginsTakenOut(
      String text, Dialect dialect, String jdbc, String user, String password) {
    Address address = Address.read(text).orElseThrow();
    assertThat(address).isEqualTo(new Address(dialect, jdbc, user, password));
    assertThat(address.toString()).doesNotContain("p@s", "ana");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db:5432/erp",
        "jdbc:oracle:thin:@db:1521/erp",
        "jdbc:postgresql://db/erp?user=ana&password=x",
        "jdbc:sqlserver://db;databaseName=erp;user=sa;password=x",
        "jdbc:mariadb://db",
        "postgres://ana:%zz@db/erp",
        "jdbc:postgresql://db/e rp@x"
      })
  void anAddressThatNoDriverReadsOrThatHoldsALoginInItsParametersIsRefused(String text) {
    assertThat(Address.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://db/shop?ssl-mode=REQUIRED, ssl-mode",
    "mysql://db/shop?useUnicode=true&requireSSL=true, requireSSL",
    "mariadb://db/shop?ssl=true, ssl",
    "mariadb://db/shop?tls, tls",
    "mariadb://db/shop?sslMode=require, a value",
    "mariadb://db/shop?sslmode=prefer, a value",
    "mariadb://db/shop?serverSslCert=/ca.pem, without sslMode",
    "mysql://db/shop?trustServerCertificate=true, without sslMode",
    "postgres://db/erp?sslMode=require, sslMode",
    "postgres://db/erp?ssl-mode=require, ssl-mode",
    "postgres://db/erp?useSSL=true, useSSL",
    "postgres://db/erp?sslmode=required, a value of sslmode",
    "sqlserver://db;databaseName=erp;ssl=true, ssl",
    "sqlserver://db;databaseName=erp;encrypt=required, a value of encrypt"
  })
  void aTlsParameterThatTheDriverIgnoresOrDoesNotUnderstandIsRefused(String text, String told) {
    assertThat(TlsParameters.wrong(Address.read(text).orElseThrow()).orElseThrow()).contains(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://db/shop?useUnicode=true&characterEncoding=utf8",
        "mysql://db/shop?sslMode=VERIFY_IDENTITY",
        "mariadb://db/shop?sslMode=verify-ca&serverSslCert=/ca.pem",
        "mysql://db/shop?useSSL=true&trustServerCertificate=true",
        "mariadb://db/shop?sslmode=trust",
        "postgres://db/erp?sslmode=verify-full&sslrootcert=/ca.pem",
        "postgres://db/erp?ssl=true",
        "sqlserver://db;databaseName=erp;encrypt=true;trustServerCertificate=false",
        "sqlserver://db/erp"
      })
  void tlsParametersOfTheDriverAreTaken(String text) {
    assertThat(TlsParameters.wrong(Address.read(text).orElseThrow())).isEmpty();
  }

  /** A misspelt property would be ignored without a word. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void theDriverOfEachKindIsThereAndKnowsItsProperties(Dialect dialect) throws Exception {
    Driver driver = (Driver) Class.forName(dialect.driver()).getDeclaredConstructor().newInstance();
    String url =
        switch (dialect) {
          case POSTGRESQL -> "postgres://db/erp";
          case MARIADB -> "mysql://db/erp";
          case SQLSERVER -> "sqlserver://db/erp";
        };
    String jdbc = Address.read(url).orElseThrow().jdbc();
    assertThat(driver.acceptsURL(jdbc)).isTrue();
    assertThat(Arrays.stream(driver.getPropertyInfo(jdbc, new Properties())))
        .extracting((DriverPropertyInfo known) -> known.name)
        .containsAll(dialect.properties(Duration.ofSeconds(10)).keySet());
  }
}
