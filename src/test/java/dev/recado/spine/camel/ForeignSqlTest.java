package dev.recado.spine.camel;

import static dev.recado.spine.foreign.Dialect.MARIADB;
import static dev.recado.spine.foreign.Dialect.POSTGRESQL;
import static dev.recado.spine.foreign.Dialect.SQLSERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.foreign.Dialect;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignSqlTest {

  @ParameterizedTest
  @MethodSource
  void queriesOfEachDialectAreAllowed(Dialect dialect, String sql) {
    assertThat(ForeignSql.refusal(sql, dialect)).isEmpty();
  }

  static Stream<Arguments> queriesOfEachDialectAreAllowed() {
    return Stream.of(
        Arguments.of(POSTGRESQL, "-- the last insert\nselect a from b where c = :#${body[x]}"),
        Arguments.of(POSTGRESQL, "with x as (select 1) select '{}', \"update\" from app_user;"),
        Arguments.of(POSTGRESQL, "select * from information_schema.tables where k = 'delete'"),
        Arguments.of(MARIADB, "select `update`, insert(name, 1, 2, 'x') from t limit 5 # why"),
        Arguments.of(MARIADB, "select 1 from t where a = :#name and b = :#in:names"),
        Arguments.of(MARIADB, "select last_update, pg_size from t where kind = 'into'"),
        Arguments.of(SQLSERVER, "select top 5 [set], [delete] from dbo.[Order Details] o"),
        Arguments.of(SQLSERVER, "select a from b order by a offset 5 rows fetch next 5 rows only"));
  }

  @ParameterizedTest
  @MethodSource
  void whatMayDoMoreThanReadIsRefused(Dialect dialect, String sql) {
    assertThat(ForeignSql.refusal(sql, dialect)).isPresent();
  }

  static Stream<Arguments> whatMayDoMoreThanReadIsRefused() {
    return Stream.of(
        Arguments.of(POSTGRESQL, "update a set b = 1"),
        Arguments.of(POSTGRESQL, "with x as (delete from a returning 1) select * from x"),
        Arguments.of(POSTGRESQL, "select pg_read_file('x')"),
        Arguments.of(POSTGRESQL, "select $$'$$, pg_sleep(1), $$'$$"),
        Arguments.of(POSTGRESQL, "select E'\\'', pg_sleep(1), '\\''"),
        Arguments.of(POSTGRESQL, "select 1; select 2"),
        Arguments.of(POSTGRESQL, "select 1 -- '\n, pg_sleep(1) -- '"),
        Arguments.of(POSTGRESQL, "select set_config('transaction_read_only', 'off', false)"),
        Arguments.of(POSTGRESQL, "select {fn now()}"),
        Arguments.of(MARIADB, "select 1 into outfile '/tmp/x'"),
        Arguments.of(MARIADB, "select load_file('/etc/passwd')"),
        Arguments.of(MARIADB, "select 1 /*!50000 into outfile '/tmp/x' */"),
        Arguments.of(MARIADB, "select '\\'', sleep(9), '\\''"),
        Arguments.of(MARIADB, "select 5--1, sleep(9)"),
        Arguments.of(MARIADB, "select * from t for update"),
        Arguments.of(SQLSERVER, "select 1 drop table a"),
        Arguments.of(SQLSERVER, "select 1 exec xp_cmdshell 'dir'"),
        Arguments.of(SQLSERVER, "select * from openrowset(bulk 'c:\\x', single_clob) x"),
        Arguments.of(SQLSERVER, "select a into b from c"),
        Arguments.of(SQLSERVER, "select 1 commit"));
  }
}
