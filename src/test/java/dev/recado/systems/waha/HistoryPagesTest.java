package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.StubWaha;
import dev.recado.StubWaha.Engine;
import dev.recado.systems.engine.EngineJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of a gap, page by page, from each engine. */
class HistoryPagesTest {

  private static final Instant FROM = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant TO = FROM.plusSeconds(10_000);

  private StubWaha waha = new StubWaha(Engine.NOWEB);

  @AfterEach
  void stop() {
    waha.close();
  }

  private void of(Engine engine) {
    waha.close();
    waha = new StubWaha(engine);
  }

  private HistoryPages.Found between() throws IOException {
    return new HistoryPages(TestWaha.at(waha.url()).calls).between(FROM, TO);
  }

  private ObjectNode message(String phone, String id, Instant at) {
    ObjectNode payload = (ObjectNode) waha.text(phone + "@c.us", id, id).get("payload");
    return payload.put("timestamp", at.getEpochSecond());
  }

  private void keep(String phone, String id, Instant at) {
    waha.keep(phone + "@c.us", message(phone, id, at), null);
  }

  private static List<String> texts(HistoryPages.Found found) {
    return found.messages().stream().map(message -> message.get("body").asText()).toList();
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void theMessagesOfTheTimeComeInOrderFromAllChats(Engine engine) throws IOException {
    of(engine);
    keep("5521976540001", "before", FROM.minusSeconds(1));
    keep("5521976540001", "third", FROM.plusSeconds(30));
    keep("5521976540001", "first", FROM);
    keep("5521976540002", "second", FROM.plusSeconds(20));
    keep("5521976540003", "long ago", FROM.minusSeconds(9_999));
    keep("5521976540002", "after", TO.plusSeconds(60));
    assertThat(texts(between())).containsExactly("first", "second", "third");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void manyPagesAreReadToTheirEnd(Engine engine) throws IOException {
    of(engine);
    for (int n = 0; n < 130; n++) {
      keep("552197654" + "%04d".formatted(n % 3), "m" + n, FROM.plusSeconds(n));
    }
    HistoryPages.Found found = between();
    assertThat(found.messages()).hasSize(130);
    assertThat(found.readTo()).isNull();
  }

  @Test
  void onlyChatsOfTheTimeAreAskedForTheirMessages() throws IOException {
    of(Engine.WEBJS);
    keep("5521976540001", "now", FROM.plusSeconds(1));
    keep("5521976540002", "long ago", FROM.minusSeconds(9_999));
    between();
    assertThat(waha.pages()).anyMatch(page -> page.startsWith("5521976540001@c.us"));
    assertThat(waha.pages()).noneMatch(page -> page.startsWith("5521976540002@c.us"));
  }

  @Test
  void aVeryLongGapIsReadInParts() throws IOException {
    for (int n = 0; n < 1200; n++) {
      keep("5521976540001", "m" + n, FROM.plusSeconds(n));
    }
    HistoryPages.Found found = between();
    assertThat(found.messages()).hasSize(1000);
    assertThat(found.readTo()).isEqualTo(FROM.plusSeconds(999));
  }

  @Test
  void noPageAsksForFiles() throws IOException {
    keep("5521976540001", "text", FROM);
    between();
    assertThat(waha.pages()).allMatch(page -> page.contains("downloadMedia=false"));
  }

  @Test
  void aCustomersFileIsAskedForByItself() throws IOException {
    ObjectNode image = message("5521976540001", "image", FROM).put("hasMedia", true);
    waha.keep("5521976540001@c.us", image, file());
    JsonNode found = between().messages().get(0);
    assertThat(found.at("/media/url").asText()).isEqualTo("http://waha:3000/api/files/x.jpeg");
  }

  @Test
  void ourOwnFilesAreNotAskedFor() throws IOException {
    ObjectNode image = message("5521976540001", "image", FROM).put("hasMedia", true);
    waha.keep("5521976540001@c.us", image.put("fromMe", true), file());
    assertThat(between().messages().get(0).path("media").isNull()).isTrue();
  }

  private ObjectNode file() {
    return EngineJson.MAPPER
        .createObjectNode()
        .put("url", "http://waha:3000/api/files/x.jpeg")
        .put("mimetype", "image/jpeg");
  }

  @Test
  void storiesAndChannelsAreNobodysMessages() throws IOException {
    ObjectNode story = message("5521976540001", "story", FROM);
    waha.keep("status@broadcast", story.put("id", "false_status@broadcast_3EB0"), null);
    assertThat(between().messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Em manutenção</html>", "{\"id\": 1}", "", "\"text\"", "[[[["})
  void anAnswerThatIsNoListIsNotTakenForAnEmptyOne(String answer) {
    waha.history(answer.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::between)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("não é do WAHA");
  }

  @Test
  void anEndlessPageIsGivenUpAfterASmallerOne() {
    waha.history(("[\"" + "x".repeat(3_000_000) + "\"]").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::between).hasMessageContaining("over");
    assertThat(waha.pages()).hasSize(2).last().asString().contains("limit=5,");
  }

  @Test
  void anEngineThatTakesNoOffsetIsNotAskedForEver() throws IOException {
    ObjectNode one = message("5521976540001", "same", FROM);
    waha.history(
        EngineJson.MAPPER.createArrayNode().add(one).toString().getBytes(StandardCharsets.UTF_8));
    assertThat(texts(between())).containsExactly("same");
    assertThat(waha.pages()).hasSize(2);
  }

  @Test
  void whatHasNoIdOrNoTimeIsLeftOut() throws IOException {
    String hostile =
        """
        [1, null, {}, {"id": 7}, {"id": "false_1@c.us_A"}, {"id": "false_1@c.us_B", "timestamp": "x"},
         {"id": "false_1@c.us_C", "timestamp": 1e999999999}]
        """;
    waha.history(hostile.getBytes(StandardCharsets.UTF_8));
    assertThat(between().messages()).isEmpty();
  }
}
