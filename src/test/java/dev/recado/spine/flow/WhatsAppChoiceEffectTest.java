package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.recado.spine.channel.TestChannels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a question with choices must have. */
class WhatsAppChoiceEffectTest {

  private final Effects effects =
      new Effects(
          new Event(UUID.randomUUID(), "test", "test.type", "test:1", Instant.EPOCH, Map.of()),
          Instant.EPOCH,
          0,
          UnaryOperator.identity());
  private final WhatsAppChoiceEffect buttons =
      WhatsAppChoiceEffect.buttons(new WhatsAppTargets(TestChannels.ofProviders("waha")));

  @SuppressWarnings("NullAway") // javac 17 loses the @Nullable inside generics of other classes
  private void ask(Object choices) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("to", "5511987654321");
    values.put("text", "Confirma?");
    values.put("buttons", choices);
    buttons.emit(
        new EffectCall(
            new DefaultExchange(new DefaultCamelContext()), values, mock(Templates.class)),
        effects);
  }

  private static Map<String, Object> choice(Object id, Object title) {
    return Map.of("id", id, "title", title);
  }

  @Test
  void seventeenButtonsAreNamedWithTheLimit() {
    List<Map<String, Object>> many =
        IntStream.range(0, 17).mapToObj(n -> choice("b" + n, "Opção " + n)).toList();
    assertThatThrownBy(() -> ask(many))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("17 opções")
        .hasMessageContaining("no máximo 10");
  }

  @Test
  void aChoiceThatNobodySeesIsNone() {
    for (Object title : List.of("", "  ", "\u200B\u200B", List.of(), Map.of())) {
      assertThatThrownBy(() -> ask(List.of(choice("a", title))))
          .isInstanceOf(UnprocessableException.class)
          .hasMessageContaining("'title'");
    }
  }

  @Test
  void twoChoicesWithOneIdAreRefused() {
    assertThatThrownBy(() -> ask(List.of(choice("sim", "Sim"), choice("sim", "Não"))))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("mesmo id 'sim'");
  }

  @Test
  void choicesGoOutWithTheirIds() {
    ask(List.of(choice("sim", "Sim"), "Não"));
    assertThat(effects.outcome().toString()).contains("id=sim", "title=Sim", "id=Não");
  }
}
