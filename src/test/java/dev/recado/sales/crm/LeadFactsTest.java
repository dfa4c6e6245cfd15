package dev.recado.sales.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.spine.flow.UnprocessableException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadFactsTest {

  @Test
  void theTitleIsMadeOfTheKnownFacts() {
    assertThat(title(Map.of("name", "Maria", "area", "Cível"))).isEqualTo("Maria - Cível");
    assertThat(title(Map.of("name", "Maria"))).isEqualTo("Maria");
    assertThat(title(Map.of("phone", "5511987654321"))).isEqualTo("5511987654321");
    assertThat(title(Map.of("area", "Cível"))).isEqualTo("Contato - Cível");
    assertThat(title(Map.of("name", "Maria", "title", "Causa nova"))).isEqualTo("Causa nova");
  }

  @Test
  void blankIsAbsent() {
    LeadFacts facts = facts(Map.of("name", "  ", "email", "", "source", " "));
    assertThat(facts.name()).isNull();
    assertThat(facts.email()).isNull();
    assertThat(facts.source()).isEqualTo("WhatsApp");
    assertThatThrownBy(() -> LeadFacts.of(Map.of("externalId", " ")))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("externalId");
  }

  @Test
  void anUnreadablePhoneIsKeptButMatchesNobody() {
    LeadFacts facts = facts(Map.of("phone", "ramal do chefe"));
    assertThat(facts.matchKey()).isEmpty();
    assertThat(facts.lines()).containsExactly("Telefone: ramal do chefe");
  }

  @Test
  void allFactsAreListedLineByLine() {
    LeadFacts facts =
        facts(
            Map.of(
                "name", "Maria",
                "phone", "(11) 98765-4321",
                "email", "maria@example.com",
                "area", "Cível",
                "description", "Uma\n\n  Outra "));
    assertThat(facts.lines())
        .containsExactly(
            "Nome: Maria",
            "Telefone: +5511987654321",
            "E-mail: maria@example.com",
            "Área de interesse: Cível",
            "Uma",
            "Outra");
  }

  @Test
  void toStringLeavesOutPersonalData() {
    assertThat(facts(Map.of("name", "Maria", "phone", "5511987654321")))
        .hasToString("LeadFacts[recado.lead_1]");
  }

  private static String title(Map<String, Object> payload) {
    return facts(payload).title();
  }

  private static LeadFacts facts(Map<String, Object> payload) {
    Map<String, Object> whole = new HashMap<>(payload);
    whole.put("externalId", "recado.lead_1");
    return LeadFacts.of(whole);
  }
}
