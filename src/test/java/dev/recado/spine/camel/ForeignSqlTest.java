package dev.recado.spine.camel;

import static dev.recado.spine.foreign.Dialect.MARIADB;
import static dev.recado.spine.foreign.Dialect.POSTGRESQL;
import static dev.recado.spine.foreign.Dialect.SQLSERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.LongTexts;
import dev.recado.spine.foreign.Dialect;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        Arguments.of(MARIADB, "select 5 from t where ação = \"it's\" and `a``b` = 1 -- it's"),
        Arguments.of(POSTGRESQL, "select \"set\" from t -- it's\r\nwhere a = 'it''s'"),
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
        Arguments.of(POSTGRESQL, "select \"pg_read_file\"('/etc/passwd', 0, 30)"),
        Arguments.of(POSTGRESQL, "select \"lo_creat\"(-1)"),
        Arguments.of(POSTGRESQL, "select public.\"dblink\" /* x */\n('a', 'b')"),
        Arguments.of(POSTGRESQL, "select \"pg_catalog\".\"set_config\"('a', 'off', false)"),
        Arguments.of(POSTGRESQL, "select * from \"pg_authid\""),
        Arguments.of(POSTGRESQL, "select U&\"\\0070g_sleep\"(60)"),
        Arguments.of(POSTGRESQL, "select u&\"!0070g_sleep\" uescape '!' (60)"),
        Arguments.of(POSTGRESQL, "select 1 as v --\r, pg_read_file('/etc/passwd')"),
        Arguments.of(POSTGRESQL, "select 1 /* /* */ ' */, pg_sleep(1) /* ' */"),
        Arguments.of(POSTGRESQL, "select $é$'$é$, pg_sleep(1), $é$'$é$"),
        Arguments.of(POSTGRESQL, "select 'a''b', pg_sleep(1), 'c'"),
        Arguments.of(POSTGRESQL, "select \"a\"\"'\", pg_sleep(1) as \"'\""),
        Arguments.of(MARIADB, "select `load_file`(\"/etc/passwd\")"),
        Arguments.of(MARIADB, "select `sleep` (3)"),
        Arguments.of(MARIADB, "select \"sleep\"(3)"),
        Arguments.of(MARIADB, "select slëep(3)"),
        Arguments.of(MARIADB, "select `a```, sleep(3) as ```b`"),
        Arguments.of(MARIADB, "select 1 --\u0001 '\n, sleep(1) -- '"),
        Arguments.of(MARIADB, "select 1 # '\n, sleep(1) # '"),
        Arguments.of(SQLSERVER, "select * from sys.[fn_dblog](null, null)"),
        Arguments.of(SQLSERVER, "select * from \"fn_dblog\"(null, null)"),
        Arguments.of(SQLSERVER, "select 1 as [a]]'], dbo.fn_x() as [b']"),
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

  @Test
  void anyTextIsLookedAtWithoutAnException() {
    for (Dialect dialect : Dialect.values()) {
      LongTexts.readBy(text -> ForeignSql.refusal("select " + text, dialect));
      ForeignSql.refusal("select /* */ /*".repeat(4_000), dialect);
      ForeignSql.refusal("select '" + "\"\"".repeat(9_000), dialect);
    }
  }
}
