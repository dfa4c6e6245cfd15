package dev.recado.spine.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.LongTexts;
import dev.recado.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlRightsTest {

  /**
   * Tables with users, with keys to other systems, with schedules and jobs, and with the routes in
   * force.
   */
  private static final Set<String> CLOSED =
      Set.of(
          "app_user",
          "session",
          "sign_in_lane",
          "kommo_account",
          "kommo_consent",
          "whatsapp_channel",
          "media_file",
          "media_content",
          "route_file",
          "flyway_schema_history");

  /** Tables that authors of flows may read: customers, messages, and the hub's work. */
  private static final Set<String> OPEN =
      Set.of(
          "appointment_kind",
          "campaign",
          "campaign_file",
          "campaign_recipient",
          "moved_in",
          "cart",
          "chatbot",
          "chatbot_channel",
          "chatbot_error",
          "chatbot_place",
          "chatbot_stay",
          "chatbot_step",
          "clean_up",
          "lead_outcome",
          "outbox_batch",
          "product",
          "product_category",
          "sale_order",
          "sale_order_line",
          "sale_order_log",
          "seller_time_off",
          "event",
          "event_read",
          "event_note",
          "event_note_read",
          "outbox_read",
          "contact_read",
          "conversation_read",
          "chat_message_read",
          "assignment_read",
          "crm_link_read",
          "opening_read",
          "attempt_read",
          "event_run_read",
          "media_read",
          "alert",
          "alert_look",
          "channel_report",
          "channel_quality",
          "dead_letter_seen",
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
          "contact_channel",
          "conversation",
          "identity",
          "identity_merge",
          "chat_line",
          "training_phrase",
          "channel_session",
          "waha_session",
          "lead",
          "crm_link",
          "chat_message",
          "chat_correction",
          "told",
          "outbox_decision",
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
          "conversation_timer",
          "schedule",
          "schedule_look");

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from app_{oj user}",
        "select * from {oj app_}user",
        "select * from sess{oj ion}",
        "select '{}'::jsonb"
      })
  void theNotationOfJdbcIsRefused(String sql) {
    assertThat(SqlRights.refusal(sql)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from \"app_user\"",
        "select \"pg_read_file\"('/etc/passwd')",
        "select U&\"\\0061pp_user\"",
        "--\rtruncate client;--\nselect 1",
        "select 1 --\r; truncate client",
        "/* /* */ select */ drop table client"
      })
  void whatAQuoteOrACommentHidesIsRefused(String sql) {
    assertThat(SqlRights.refusal(sql)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with gone as (delete from client returning *) select * from gone",
        "with new as (insert into client values (1) returning *) select * from new",
        "delete from client",
        "insert into client values (1)",
        "select * into copied from client",
        "select * from client for update",
        "select nextval('event_id')"
      })
  void aStatementThatWritesIsFound(String sql) {
    assertThat(SqlRights.write(sql)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select name, updated_at, deleted from client where id = :#${body[id]}",
        "select * from client where shop = '{{recado.flow.shop}}'"
      })
  void aStatementThatReadsIsAllowed(String sql) {
    assertThat(SqlRights.refusal(sql)).isEmpty();
    assertThat(SqlRights.write(sql)).isEmpty();
  }

  @Test
  void anyTextIsCheckedWithoutAnException() {
    LongTexts.readBy(SqlRights::refusal);
    SqlRights.refusal("/* */ -- \n".repeat(6_000));
  }
}
