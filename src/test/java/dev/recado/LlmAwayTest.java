package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.StubLlm.Behaviour;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The LLM fails, hangs and is left alone; customers are answered all the same. */
@Tag("hub")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LlmAwayTest {

  private static final AtomicInteger NUMBERS = new AtomicInteger(45_000_000);
  private static final StubLlm LLM = new StubLlm();
  private static final HubProcess HUB =
      HubProcess.named("llm-away")
          .onSharedServers()
          .asOnAPlatform()
          .env("RECADO_DEBOUNCE", "100ms")
          .env("LLM_PROVIDER", "ollama")
          .env("LLM_BASE_URL", LLM.url())
          .env("LLM_MODEL", "stub")
          .env("LLM_TIMEOUT", "1s");

  @BeforeAll
  static void start() {
    HUB.start();
  }

  @AfterAll
  static void stop() {
    LLM.release();
    HUB.close();
    LLM.close();
  }

  @Test
  @Order(0)
  void itsDatabaseIsTheOneThatTheEnvFileNamesAsAPlatformDoes() {
    assertThat(HUB.count("select count(*) from app_user where username = 'admin'")).isOne();
  }

  @Test
  @Order(1)
  void anAnswerThatTakesTenSecondsIsNotWaitedFor() {
    LLM.delay(Duration.ofSeconds(10));
    assertThat(greeted()).contains("assistente virtual");
    LLM.delay(Duration.ZERO);
    assertThat(sources()).containsExactly("local");
  }

  @Test
  @Order(2)
  void anErrorIsNotRepeatedAndTheClassifierDecides() {
    int before = LLM.requests().size();
    LLM.next(Behaviour.HTTP_500);
    assertThat(greeted()).contains("assistente virtual");
    assertThat(LLM.requests()).hasSize(before + 1);
  }

  @Test
  @Order(3)
  void anLlmThatKeepsFailingIsLeftAlone() {
    LLM.behave(Behaviour.DROP);
    for (int i = 0; i < 8; i++) {
      assertThat(greeted()).contains("assistente virtual");
    }
    int asked = LLM.requests().size();
    assertThat(greeted()).contains("assistente virtual");
    assertThat(LLM.requests()).hasSize(asked);
    assertThat(HUB.log()).contains("LLM: breaker State transition from CLOSED to OPEN");
    assertThat(HUB.count("select count(*) from event where state = 'DEAD'")).isZero();
  }

  private static String greeted() {
    Customer customer = new Customer(HUB, "55119" + NUMBERS.incrementAndGet());
    customer.says("oi, bom dia");
    return customer.hears();
  }

  private static java.util.List<String> sources() {
    return HUB.database()
        .sql("select distinct intent_source from chat_message")
        .query(String.class)
        .list();
  }
}
