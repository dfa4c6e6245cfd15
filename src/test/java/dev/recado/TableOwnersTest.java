package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each table has one owner: only its room writes it, and other rooms read what that room publishes.
 *
 * <p>docs/database.md tells whose the tables and the views are, docs/architecture.md which rooms
 * stand below which.
 */
class TableOwnersTest {

  private static final Path CODE = Path.of("src/main/java/dev/recado");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /** Puts rows wherever the author of a flow's test says, in a transaction that never commits. */
  private static final String ROWS_OF_TESTS = "authoring/flowtest/Rows.java";

  private static final Pattern NUMBER = Pattern.compile("V(\\d+)__.*\\.sql");
  private static final Pattern VIEW =
      Pattern.compile("(?is)create\\s+(?:or\\s+replace\\s+)?view\\s+(\\w+)\\s+as\\s([^;]+);");

  private final List<String> order = List.copyOf(RoomsTest.rooms().keySet());
  private final Map<String, String> tables = full(DatabaseGuide.roomsOf(DatabaseGuide.tables()));
  private final Map<String, String> views = full(DatabaseGuide.roomsOf(DatabaseGuide.views()));

  /** The guide says {@code outbox} where the architecture says {@code spine.outbox}. */
  private Map<String, String> full(Map<String, String> rooms) {
    Map<String, String> full = new LinkedHashMap<>();
    rooms.forEach(
        (name, room) -> {
          List<String> found = order.stream().filter(one -> one.endsWith("." + room)).toList();
          assertThat(found).as("the room %s of %s", room, name).hasSize(1);
          full.put(name, found.get(0));
        });
    return full;
  }

  @Test
  void nobodyWritesTheTablesOfOthersAndNobodyReadsWhatIsNotPublished() {
    List<String> strangers = new ArrayList<>();
    sources()
        .forEach(
            (file, source) ->
                strangers.addAll(strangers(room(file), file, TableUses.inJava(source))));
    assertThat(strangers).isEmpty();
  }

  @Test
  void aViewShowsTablesOfItsRoomAndWhatRoomsBelowPublish() {
    Map<String, String> made = madeViews();
    assertThat(made.keySet()).containsExactlyInAnyOrderElementsOf(views.keySet());
    List<String> strangers = new ArrayList<>();
    views.forEach(
        (view, room) ->
            strangers.addAll(
                strangers(room, "The view " + view, TableUses.inSql(made.getOrDefault(view, "")))));
    assertThat(strangers).isEmpty();
  }

  @Test
  void everyRoomThatIsSaidToOwnATableHasSqlForIt() {
    Map<String, TreeSet<String>> named = new LinkedHashMap<>();
    sources()
        .forEach(
            (file, source) -> {
              TableUses uses = TableUses.inJava(source);
              TreeSet<String> names = named.computeIfAbsent(room(file), room -> new TreeSet<>());
              names.addAll(uses.reads());
              names.addAll(uses.writes());
            });
    full(DatabaseGuide.own())
        .forEach((table, room) -> assertThat(named.get(room)).as(room).contains(table));
  }

  @Test
  void everyViewIsReadByAnotherRoom() {
    TreeSet<String> read = new TreeSet<>();
    sources()
        .forEach(
            (file, source) ->
                TableUses.inJava(source).reads().stream()
                    .filter(name -> !room(file).equals(views.get(name)))
                    .forEach(read::add));
    madeViews().values().forEach(sql -> read.addAll(TableUses.inSql(sql).reads()));
    assertThat(read).containsAll(views.keySet());
  }

  /** In the words in which a failure tells of it. */
  private List<String> strangers(String room, String where, TableUses uses) {
    List<String> strangers = new ArrayList<>();
    if (uses.pasted() && !where.equals(ROWS_OF_TESTS)) {
      strangers.add(where + " puts a table's name into SQL: write the SQL out, so that it tells");
    }
    for (String name : uses.writes()) {
      if (views.containsKey(name)) {
        strangers.add(where + " writes to the view " + name + ": write its table, in its room");
      } else if (!tables.getOrDefault(name, room).equals(room)) {
        strangers.add(where + " writes " + name + ", which is for " + tables.get(name) + " to do");
      }
    }
    for (String name : uses.reads()) {
      if (!tables.getOrDefault(name, room).equals(room)) {
        strangers.add(where + " reads " + name + ": ask " + tables.get(name) + ", or read a view");
      } else if (order.indexOf(views.getOrDefault(name, room)) < order.indexOf(room)) {
        strangers.add(where + " reads " + name + " of " + views.get(name) + ", which stands above");
      }
    }
    return strangers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"select state from outbox where id = ?\"",
        "\"select 1 from lead l left join outbox o on o.id = l.id\"",
        "\"select 1 from lead l, outbox o\"",
        "\"select 1 from (select 1) x, public.outbox\"",
        "\"update lead l set name = 'x' from outbox o where o.id = l.id\"",
        "\"delete from lead using outbox\"",
        "\"with x as (update outbox set state = 'SENT') select 1\"",
        "\"update outbox_read set state = 'SENT'\"",
        "\"insert into outbox (id) values (1) on conflict do nothing\"",
        "\"truncate outbox\"",
        "\"select 1 \" + \"from\" + \" outbox\"",
        "\"update \" + table + \" set x = 1\"",
        "\"select * from %s\".formatted(table)",
        "\"\"\"\n  select 1\n    from\n      outbox\n\"\"\"",
        "\"select 1 from assignment\"",
        "\"select 1 from opening_read\"",
      })
  void aStrangerIsTold(String source) {
    assertThat(strangers("sales.crm", "Crm.java", TableUses.inJava(source))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"select outbox from lead where event = 1 order by contact, outbox\"",
        "\"insert into lead (contact, outbox) values (1, 2)\"",
        "\"select extract(epoch from l.outbox) from lead l\"",
        "\"select 'from outbox' from lead -- from outbox\"",
        "\"select 1 from outbox_read o join crm_link k on k.lead = o.lead\"",
        "// select 1 from outbox\n/* update outbox */ char quote = '\"'; String x = \"lead\";",
        "\"Could not be moved from \" + folder",
      })
  void whoReadsItsOwnAndWhatIsPublishedIsNoStranger(String source) {
    assertThat(strangers("sales.crm", "Crm.java", TableUses.inJava(source))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"outbox_read, spine.outbox", "chat_line, chat.conversation"})
  void aViewIsPublishedByTheRoomOfItsTable(String view, String room) {
    assertThat(views).containsEntry(view, room);
    views.forEach(
        (name, of) ->
            assertThat(tables.getOrDefault(name.replaceFirst("_read$", ""), of)).isEqualTo(of));
  }

  private static String room(String file) {
    String[] parts = file.split("/");
    return parts.length < 3 ? "" : parts[0] + "." + parts[1];
  }

  private static Map<String, String> sources() {
    return files(CODE, ".java");
  }

  /** The views as the last migration that makes each has it. */
  private static Map<String, String> madeViews() {
    Map<String, String> made = new LinkedHashMap<>();
    files(MIGRATIONS, ".sql").entrySet().stream()
        .sorted(Comparator.comparingInt(file -> number(file.getKey())))
        .flatMap(file -> VIEW.matcher(file.getValue()).results())
        .forEach(view -> made.put(view.group(1), view.group(2)));
    return made;
  }

  private static int number(String file) {
    Matcher number = NUMBER.matcher(file);
    assertThat(number.matches()).as(file).isTrue();
    return Integer.parseInt(number.group(1));
  }

  private static Map<String, String> files(Path folder, String ending) {
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(one -> one.toString().endsWith(ending)).sorted().toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
