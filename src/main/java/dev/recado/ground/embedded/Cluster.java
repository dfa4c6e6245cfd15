package dev.recado.ground.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The files of one PostgreSQL, which lets in only the hub's own role.
 *
 * <p>The role owns its database and is no superuser. The superuser cannot log in: its work is done
 * in single-user mode, before the server listens (ADR 5).
 */
final class Cluster {

  /** The role, which has all rights in {@link #DATABASE}. */
  static final String USER = "recado";

  static final String DATABASE = "postgres";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * It lies inside the cluster, so that a restored copy of the cluster brings its password along.
   */
  static final String PASSWORD = "recado.password";

  private static final String WAY_IN =
      """
      # Written by the hub at each start. Its own role comes in with its password, nobody else does.
      host all %s 127.0.0.1/32 scram-sha-256
      """
          .formatted(USER);

  /**
   * Also hands over to the role what an earlier version created as the superuser. Each command ends
   * with an empty line, because the single-user mode would otherwise take each line as a command.
   */
  private static final String ROLE =
      """
      do $$ begin
        if not exists (select from pg_roles where rolname = 'recado') then
          create role recado;
        end if;
      end $$;

      alter role recado login nosuperuser nocreatedb nocreaterole noreplication password '%s';

      alter database postgres owner to recado;

      do $$ declare mine record; begin
        for mine in select oid::regclass as name from pg_class c
                     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
                       -- The sequence of a column goes with its table.
                       and (relkind <> 'S'
                            or not exists (select from pg_depend
                                            where classid = 'pg_class'::regclass and objid = c.oid
                                              and deptype in ('a', 'i'))) loop
          execute format('alter table %%s owner to recado', mine.name);
        end loop;
        for mine in select oid::regprocedure as name from pg_proc
                     where pronamespace = 'public'::regnamespace loop
          execute format('alter routine %%s owner to recado', mine.name);
        end loop;
        for mine in select oid::regtype as name from pg_type
                     where typnamespace = 'public'::regnamespace and typtype in ('e', 'd') loop
          execute format('alter type %%s owner to recado', mine.name);
        end loop;
      end $$;

      """;

  private final Path data;
  private final PostgresPrograms programs;

  private Cluster(Path data, PostgresPrograms programs) {
    this.data = data;
    this.programs = programs;
  }

  /**
   * Creates the cluster, or takes over an existing one; no server may run on it.
   *
   * @param data the folder of the cluster
   * @param programs PostgreSQL's programs
   * @param options further options of initdb
   */
  static Cluster in(Path data, PostgresPrograms programs, String... options) throws IOException {
    Cluster cluster = new Cluster(data, programs);
    if (Files.exists(data.resolve("PG_VERSION"))) {
      OwnerOnly.folder(data);
      cluster.prepare();
    } else {
      make(data, programs, options);
    }
    return cluster;
  }

  /** Made aside first: a kill here must not leave half a cluster behind. */
  private static void make(Path data, PostgresPrograms programs, String... options)
      throws IOException {
    Path fresh = data.resolveSibling(data.getFileName() + ".new");
    OwnerOnly.delete(fresh);
    OwnerOnly.folder(fresh);
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(
        List.of("-D", fresh.toString(), "-U", "postgres", "-E", "UTF8", "-A", "reject"));
    programs.run(LIMIT, "", "initdb", arguments.toArray(String[]::new));
    new Cluster(fresh, programs).prepare();
    Files.deleteIfExists(data);
    Files.move(fresh, data);
  }

  private void prepare() throws IOException {
    OwnerOnly.write(data.resolve("pg_hba.conf"), WAY_IN);
    if (!Files.exists(data.resolve(PASSWORD))) {
      String password = Secrets.make();
      asSuperuser(ROLE.formatted(password));
      OwnerOnly.write(data.resolve(PASSWORD), password);
    }
  }

  /** Runs commands; each must end with a semicolon and an empty line. */
  void asSuperuser(String commands) throws IOException {
    programs.run(
        LIMIT,
        commands,
        "postgres",
        "--single",
        "-j",
        "-D",
        data.toString(),
        "-c",
        "exit_on_error=on",
        // The error message does not repeat a failed command, because it may hold the password.
        "-c",
        "log_min_error_statement=panic",
        DATABASE);
  }

  String password() throws IOException {
    return Files.readString(data.resolve(PASSWORD));
  }

  Path data() {
    return data;
  }
}
