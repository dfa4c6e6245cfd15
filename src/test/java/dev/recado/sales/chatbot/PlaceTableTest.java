package dev.recado.sales.chatbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.TestDatabase;
import dev.recado.sales.chatbot.PlaceTable.Ending;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PlaceTableTest {

  private static final Instant NOW = Instant.parse("2026-12-01T13:00:00Z");
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final String MARIA = "5511987654321";

  private final JdbcClient jdbc = TestDatabase.create().jdbc();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final PlaceTable places = new PlaceTable(jdbc, new ObjectMapper(), meters);
  private long chatbot;

  @BeforeEach
  void aCustomerWasNotUnderstoodTwice() {
    chatbot =
        jdbc.sql("insert into chatbot (name) values ('Pedidos') returning id")
            .query(Long.class)
            .single();
    UUID run = UUID.randomUUID();
    places.enter(MARIA, chatbot, run, "inicio", NOW);
    places.keep(
        MARIA,
        new Place(chatbot, run, "inicio", List.of(), 2, Map.of(), NOW.plus(HALF_AN_HOUR)),
        NOW);
  }

  private record Stay(String ending, int misses) {}

  private Stay stay() {
    return jdbc.sql("select ending, misses from chatbot_stay").query(Stay.class).single();
  }

  private double counted(Ending ending) {
    return meters
        .counter(
            "recado.chatbot.steps",
            "chatbot",
            "Pedidos",
            "step",
            "inicio",
            "ending",
            ending.name().toLowerCase(java.util.Locale.ROOT))
        .count();
  }

  @Test
  void whoStopsAnsweringHasAbandonedAndKeepsTheMisses() {
    assertThat(places.timeOut(NOW.plus(HALF_AN_HOUR).minusSeconds(1), 10)).isZero();
    assertThat(places.timeOut(NOW.plus(HALF_AN_HOUR), 10)).isEqualTo(1);

    assertThat(stay()).isEqualTo(new Stay("TIMED_OUT", 2));
    assertThat(counted(Ending.TIMED_OUT)).isEqualTo(1);
  }

  @Test
  void whoAskedForAPersonHasNotAbandoned() {
    jdbc.sql("insert into contact (conversation, address, handed_over_at) values (?, ?, ?)")
        .params(MARIA, MARIA, java.sql.Timestamp.from(NOW.plusSeconds(60)))
        .update();
    places.timeOut(NOW.plus(HALF_AN_HOUR), 10);

    assertThat(stay()).isEqualTo(new Stay("HANDED_OVER", 2));
    assertThat(counted(Ending.HANDED_OVER)).isEqualTo(1);
  }

  @Test
  void aNewWalkEndsTheOneBefore() {
    places.leaveBefore(MARIA, NOW.plus(HALF_AN_HOUR));

    assertThat(stay()).isEqualTo(new Stay("TIMED_OUT", 2));
  }

  @Test
  void nobodyIsCountedWithoutAStay() {
    places.leave("5511900000000", Ending.END, 0, NOW);

    assertThat(meters.getMeters()).isEmpty();
  }
}
