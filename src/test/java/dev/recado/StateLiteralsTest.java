package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.intake.EventState;
import dev.recado.spine.outbox.MessageState;
import dev.recado.spine.outbox.Receipts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The states that SQL names against the enums: no compiler reads SQL. */
class StateLiteralsTest {

  private static final Path CODE = Path.of("src/main/java/dev/recado");
  private static final Path TABLES = Path.of("src/main/resources/db/migration/V1__spine.sql");

  /** {@code state = 'X'}, {@code state <> 'X'}, {@code state in ('X', 'Y')}, {@code not in} too. */
  private static final Pattern COMPARED =
      Pattern.compile(
          "\\bstate(?:, ''\\))?\\s*(?:=|<>|(?:not )?in)\\s*(\\('[^)]*\\)|'[A-Z_]+')",
          Pattern.MULTILINE);

  /** Appointments, leads without a CRM, files, and campaigns. */
  private static final List<String> STATES_OF_THEIR_OWN =
      List.of(
          "agenda/AppointmentTable.java",
          "campaign/CampaignTable.java",
          "campaign/Files.java",
          "campaign/RecipientRetention.java",
          "campaign/RecipientTable.java",
          "crm/LocalLeads.java",
          "media/MediaTable.java",
          "media/MediaRowRetention.java");

  private static final Pattern LITERAL = Pattern.compile("'([A-Z_]+)'");
  private static final Pattern TABLE =
      Pattern.compile("create table (event|outbox) \\((.*?)\\n\\);", Pattern.DOTALL);

  @Test
  void theTablesHoldTheStatesOfTheEnumsAndNoOthers() throws IOException {
    Matcher tables = TABLE.matcher(Files.readString(TABLES));
    Map<String, Set<String>> held = new TreeMap<>();
    while (tables.find()) {
      held.put(tables.group(1), compared(tables.group(2)).iterator().next());
    }

    assertThat(held)
        .isEqualTo(
            Map.of(
                "event", names(EventState.values(), state -> true),
                "outbox", names(MessageState.values(), state -> true)));
  }

  @Test
  void eachStateThatSqlNamesIsOneThatThereIs() {
    Set<String> known = names(EventState.values(), state -> true);
    known.addAll(names(MessageState.values(), state -> true));
    known.addAll(names(Receipts.State.values(), state -> true));

    List<String> strange = new ArrayList<>();
    List<Path> read = new ArrayList<>();
    each(
        (file, states) -> {
          read.add(file);
          if (!known.containsAll(states)) {
            strange.add(file + ": " + states);
          }
        });
    assertThat(strange).isEmpty();
    assertThat(read).as("the pattern still finds SQL").hasSizeGreaterThan(40);
  }

  @Test
  void whoAsksForMessagesThatWaitAsksForAllOfThem() {
    Set<String> waiting = names(MessageState.values(), MessageState::waits);
    Set<String> open = names(MessageState.values(), MessageState::open);
    each(
        (file, states) -> {
          if (states.size() > 1 && states.contains(MessageState.QUEUED.name())) {
            assertThat(states).as(file.toString()).isIn(waiting, open);
          }
        });
  }

  @Test
  void whoAsksForEventsThatWaitAsksForAllOfThem() {
    Set<String> waiting = names(EventState.values(), EventState::waits);
    each(
        (file, states) -> {
          if (states.size() > 1 && states.contains(EventState.WAITING.name())) {
            assertThat(states).as(file.toString()).containsAll(waiting);
          }
        });
  }

  private interface Found {
    void take(Path file, Set<String> states);
  }

  private static void each(Found found) {
    try (Stream<Path> files = Files.walk(CODE)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> STATES_OF_THEIR_OWN.stream().noneMatch(file::endsWith))
          .forEach(file -> compared(text(file)).forEach(states -> found.take(file, states)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Set<String>> compared(String text) {
    return COMPARED.matcher(text).results().map(StateLiteralsTest::states).toList();
  }

  private static Set<String> states(MatchResult compared) {
    return LITERAL
        .matcher(compared.group(1))
        .results()
        .map(literal -> literal.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static <E extends Enum<E>> Set<String> names(E[] states, Predicate<E> which) {
    return Arrays.stream(states)
        .filter(which)
        .map(Enum::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
