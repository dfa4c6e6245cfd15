package dev.recado.sales.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.crm.CrmLinks.Link;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LinkTableTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MARIA = "whatsapp:2176540001";
  private static final String JOANA = "whatsapp:1187654321";

  private final JdbcClient jdbc = DATABASE.jdbc();
  private final LinkTable links = new LinkTable(jdbc, DATABASE.transaction());

  @BeforeEach
  void empty() {
    jdbc.sql("truncate crm_link").update();
  }

  @Test
  void laterRecordsAreAdded() {
    links.learn(MARIA, "93", null);
    links.learn(MARIA, null, "28");

    assertThat(links.of(MARIA)).contains(new Link(MARIA, "93", "28"));
    assertThat(links.byContact("93")).isEqualTo(links.byLead("28")).isEqualTo(links.of(MARIA));
  }

  @Test
  void withoutRecordsThereIsNoRow() {
    links.learn(MARIA, null, null);

    assertThat(links.of(MARIA)).isEmpty();
  }

  @Test
  void aRecordBelongsToOneConversation() {
    links.learn(MARIA, "93", "28");
    links.learn(JOANA, "93", "29");

    assertThat(links.of(MARIA)).contains(new Link(MARIA, null, "28"));
    assertThat(links.of(JOANA)).contains(new Link(JOANA, "93", "29"));
  }

  @Test
  void aWonLeadIsForgotten() {
    links.learn(MARIA, "93", "28");
    links.forgetLead("28");

    assertThat(links.of(MARIA)).contains(new Link(MARIA, "93", null));
  }

  @Test
  void aTurnKnowsTheContactsChatInTheCrmUntilTheContactMoves() {
    links.talks("93", "100");
    assertThat(links.about(MARIA)).isEmpty();

    links.learn(MARIA, "93", null);
    links.talks("93", "100");
    links.talks("93", "101");
    assertThat(links.about(MARIA)).containsEntry("talkId", "101");

    links.merged(MARIA, "whatsapp:1133334444");
    assertThat(links.about("whatsapp:1133334444")).containsEntry("talkId", "101");

    links.learn(JOANA, "93", null);
    assertThat(links.about("whatsapp:1133334444")).containsEntry("talkId", null);
  }

  @Test
  void aTurnKnowsTheRecords() {
    assertThat(links.about(MARIA)).isEmpty();
    links.learn(MARIA, "93", null);

    assertThat(links.about(MARIA)).containsEntry("contactId", "93").containsEntry("leadId", null);
  }

  @Test
  void mergedConversationsKeepTheirRecords() {
    links.learn("whatsapp:1@lid", "93", "28");
    links.learn(MARIA, null, "30");
    links.merged("whatsapp:1@lid", MARIA);

    assertThat(links.of("whatsapp:1@lid")).isEmpty();
    assertThat(links.of(MARIA)).contains(new Link(MARIA, "93", "30"));
  }
}
