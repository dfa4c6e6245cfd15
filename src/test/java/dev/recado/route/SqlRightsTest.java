package dev.recado.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.LongTexts;
import dev.recado.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SqlRightsTest {

  /**
   * People who sign in, what opens other systems, what runs by itself, and which routes are in
   * force.
   */
  private static final Set<String> CLOSED =
      Set.of(
          "app_user",
          "session",
          "sign_in_lane",
          "kommo_account",
          "kommo_consent",
          "route_file",
          "flyway_schema_history");

  /** What is no secret from whoever writes flows: customers, messages, and the hub's work. */
  private static final Set<String> OPEN =
      Set.of(
          "event",
          "event_note",
          "attempt",
          "client",
          "hub_instance",
          "outbox",
          "contact",
          "channel_pace",
          "reconcile_cursor",
          "simulator_message",
          "receipt",
          "wrong_number",
          "consent",
          "conversation",
          "identity",
          "identity_merge",
          "chat_line",
          "training_phrase",
          "channel_session",
          "lead",
          "crm_link",
          "chat_message",
          "kommo_pace",
          "kommo_write",
          "seller",
          "seller_area",
          "seller_load",
          "assignment",
          "assignment_log",
          "appointment",
          "opening",
          "opening_repeat",
          "appointment_log",
          "holiday",
          "calendar_feed",
          "hand_over_change",
          "conversation_timer");

  @Test
  void eachTableOfTheHubIsOpenOrClosedToFlows() {
    List<String> tables =
        TestDatabase.create()
            .jdbc()
            .sql("select table_name from information_schema.tables where table_schema = 'public'")
            .query(String.class)
            .list()
            .stream()
            .filter(table -> !table.startsWith("qrtz_"))
            .toList();
    Set<String> closed =
        tables.stream()
            .filter(table -> SqlRights.refusal("select * from " + table).isPresent())
            .collect(Collectors.toSet());
    assertThat(closed).isEqualTo(CLOSED);
    assertThat(tables)
        .filteredOn(table -> !closed.contains(table))
        .containsExactlyInAnyOrderElementsOf(OPEN);
  }

  @Test
  void anySqlIsLookedAt() {
    LongTexts.readBy(SqlRights::refusal);
    LongTexts.readBy(text -> SqlRights.refusal("/* */ -- \n".repeat(6_000) + text));
  }
}
