package dev.recado.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class IntroductionsTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5511987654321";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T15:00:00Z"));
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Introductions introductions = new Introductions(jdbc, new ObjectMapper(), clock);

  @BeforeEach
  void empty() {
    jdbc.sql("truncate conversation cascade").update();
  }

  private String one(String column) {
    return jdbc.sql("select " + column + " from conversation").query(String.class).single();
  }

  @Test
  void theConversationExistsBeforeItsFirstMessage() {
    introductions.introduce(PHONE, "Maria Silva", Map.of("areaDeInteresse", "Cozinhas"));

    assertThat(one("key || ' ' || phone || ' ' || name"))
        .isEqualTo("whatsapp:551187654321 5511987654321 Maria Silva");
    assertThat(one("facts")).isEqualTo("{\"areaDeInteresse\": \"Cozinhas\"}".replace(": ", ":"));
  }

  @Test
  void factsAreAddedAndTheCustomersOwnNameStays() {
    introductions.introduce("551187654321", "Mari", Map.of("nome", "Mari", "email", "a@b.example"));
    String wroteAt = one("last_message_at::text");
    clock.tick(Duration.ofDays(1));
    introductions.introduce(PHONE, "Maria Silva", Map.of("nome", "Maria Silva"));

    assertThat(one("name || ' ' || phone")).isEqualTo("Mari 551187654321");
    assertThat(one("facts::jsonb ->> 'nome'")).isEqualTo("Maria Silva");
    assertThat(one("facts::jsonb ->> 'email'")).isEqualTo("a@b.example");
    assertThat(one("last_message_at::text")).isEqualTo(wroteAt);
  }
}
