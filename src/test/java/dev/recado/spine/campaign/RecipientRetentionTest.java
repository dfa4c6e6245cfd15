package dev.recado.spine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.ground.database.Retention;
import dev.recado.ground.database.Retention.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which people of campaigns a clean-up deletes, and what it leaves of them. */
class RecipientRetentionTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Duration KEPT = Duration.ofDays(30);

  private CampaignKit kit;

  @BeforeEach
  void empty() {
    DATABASE
        .jdbc()
        .sql("truncate outbox, outbox_batch, outbox_decision, contact, campaign, client cascade")
        .update();
    kit = new CampaignKit(DATABASE);
  }

  /** Goes through all batches, as clean-ups do; returns how many rows left. */
  private int cleanUp(Retention retention, int atMost) {
    Instant older = kit.clock.instant().minus(KEPT);
    int gone = 0;
    String position = null;
    do {
      Batch batch = batch(retention, older, position, atMost);
      gone += batch.gone();
      position = batch.position();
    } while (position != null);
    return gone;
  }

  private static Batch batch(Retention retention, Instant older, @Nullable String at, int most) {
    Batch batch = DATABASE.transaction().execute(status -> retention.delete(older, at, most));
    return java.util.Objects.requireNonNull(batch);
  }

  private int cleanUp() {
    return cleanUp(new RecipientRetention(kit.jdbc, kit.clock), 1000);
  }

  private UUID done(CampaignDraft draft) {
    UUID id = kit.prepared(draft);
    kit.runToTheEnd(id);
    assertThat(kit.state(id)).isEqualTo(CampaignState.DONE);
    return id;
  }

  private long rows(UUID id) {
    return kit.jdbc
        .sql("select count(*) from campaign_recipient where campaign = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  @Test
  void peopleAndMessagesOfAnOldCampaignLeaveAndItsCountsStay() {
    kit.people(5);
    kit.jdbc
        .sql("insert into client (name, phone) values ('Sem', null), ('Bia', '5511980000001')")
        .update();
    UUID id = done(CampaignKit.draft());
    kit.jdbc
        .sql(
            """
            update outbox set state = case address when '5511980000001' then 'READ'
                                                   when '5511980000002' then 'DELIVERED'
                                                   when '5511980000003' then 'CANCELLED' else state end
            """)
        .update();
    kit.jdbc.sql("update campaign_recipient set replied_at = now() where position < 3").update();
    kit.jdbc.sql("update campaign_recipient set opted_out_at = now() where position = 4").update();
    Progress before = kit.progress(id);
    assertThat(before.sent()).isEqualTo(4);
    assertThat(before.read()).isEqualTo(1);
    var skipped = kit.recipients.skippedByCode(id);
    assertThat(skipped).containsEntry("NO_PHONE", 1L).containsEntry("DUPLICATE", 1L);

    kit.clock.tick(KEPT.plusMinutes(5));
    // The messages may leave first, and the people in several batches.
    assertThat(cleanUp(kit.outbox.retention(), 2)).isEqualTo(5);
    assertThat(kit.progress(id)).isEqualTo(before);
    assertThat(cleanUp(new RecipientRetention(kit.jdbc, kit.clock), 2)).isEqualTo(7);
    assertThat(rows(id)).isZero();
    assertThat(kit.progress(id)).isEqualTo(before);
    assertThat(kit.recipients.skippedByCode(id)).isEqualTo(skipped);
    assertThat(cleanUp()).isZero();
  }

  @Test
  void whoIsOfACampaignThatIsNotOverStays() {
    kit.people(3);
    UUID paused = kit.prepared(CampaignKit.draft());
    kit.campaigns.pause(paused, "ana");
    UUID young = done(CampaignKit.draft());
    kit.clock.tick(KEPT.minusMinutes(5));
    UUID running = kit.prepared(CampaignKit.draft());
    assertThat(cleanUp()).isZero();
    assertThat(rows(paused) + rows(young) + rows(running)).isEqualTo(9);
  }

  @Test
  void whoeverACampaignOfTheSameNameLooksBackAtStays() {
    kit.people(3);
    kit.jdbc.sql("insert into client (name, phone) values ('Sem telefone', null)").update();
    UUID first = done(CampaignKit.limited("Volte", "60d", null));
    UUID other = done(CampaignKit.limited("Outra", null, null));
    kit.clock.tick(KEPT.plusDays(1));
    // Who got nothing is of no use to the next one.
    assertThat(cleanUp()).isEqualTo(5);
    assertThat(rows(first)).isEqualTo(3);
    assertThat(rows(other)).isZero();
    UUID second = kit.prepared(CampaignKit.limited("Volte", "60d", null));
    assertThat(kit.recipients.skippedByCode(second)).containsEntry("AGAIN", 3L);
    kit.campaigns.cancel(second, "ana");

    kit.clock.tick(Duration.ofDays(30));
    assertThat(cleanUp()).isEqualTo(3);
    assertThat(rows(first)).isZero();
  }

  @Test
  void whoseMessageAPersonMustLookAtStays() {
    kit.people(3);
    UUID id = done(CampaignKit.draft());
    kit.jdbc.sql("update outbox set state = 'DEAD' where address = '5511980000002'").update();
    kit.jdbc
        .sql("update outbox set sent_at = sent_at + interval '2 days' where address like '%3'")
        .update();
    kit.clock.tick(KEPT.plusDays(1));
    assertThat(cleanUp()).isEqualTo(1);
    assertThat(rows(id)).isEqualTo(2);
    assertThat(kit.progress(id).failed()).isEqualTo(1);
  }
}
