package dev.recado.chat.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {

  /** Half past midnight of the 22nd in São Paulo, still the 21st in Rio Branco. */
  private static final Instant LATE = Instant.parse("2026-11-22T03:30:00Z");

  private static Map<String, Object> facts(String text) {
    return facts(text, "America/Sao_Paulo");
  }

  private static Map<String, Object> facts(String text, String zone) {
    return Entities.facts(Entities.find(text, LATE, ZoneId.of(zone)));
  }

  @Test
  void everyKindHasItsName() {
    assertThat(
            facts(
                "R$ 1.500 com 10% dia 25 às 15h em 3x, 2 caixas, 52998224725, 11.222.333/0001-81,"
                    + " ana@x.com, (11) 98765-4321"))
        .containsOnly(
            entry("valor", new BigDecimal("1500.00")),
            entry("percentual", new BigDecimal("10")),
            entry("data", "2026-11-25"),
            entry("hora", "15:00"),
            entry("quando", "2026-11-25T15:00"),
            entry("parcelas", 3),
            entry("quantidade", 2),
            entry("cpf", "52998224725"),
            entry("cnpj", "11222333000181"),
            entry("email", "ana@x.com"),
            entry("telefone", "5511987654321"));
  }

  @Test
  void theFirstOfAKindCounts() {
    assertThat(facts("100 reais agora e 200 reais depois"))
        .containsOnly(entry("valor", new BigDecimal("100.00")));
  }

  @Test
  void aMissingKindHasNoKey() {
    assertThat(facts("bom dia")).isEmpty();
    assertThat(facts("às 9h")).containsOnlyKeys("hora");
  }

  @Test
  void todayIsTheDayInTheWritersZone() {
    assertThat(facts("hoje")).containsEntry("data", "2026-11-22");
    assertThat(facts("hoje", "America/Rio_Branco")).containsEntry("data", "2026-11-21");
  }

  @Test
  void factsCanBeWrittenAsJson() throws IOException {
    assertThat(new ObjectMapper().writeValueAsString(facts("150 reais amanhã às 9h")))
        .isEqualTo(
            "{\"valor\":150.00,\"data\":\"2026-11-23\",\"hora\":\"09:00\","
                + "\"quando\":\"2026-11-23T09:00\"}");
  }
}
