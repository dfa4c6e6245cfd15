package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import opennlp.tools.ml.model.Event;
import opennlp.tools.ml.model.MaxentModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

@Tag("thorough")
class ShippedModelTest {

  private static final List<Phrase> BOOK =
      PhraseBook.read(new ClassPathResource("routes/intents/pt-BR.yaml"));

  @Test
  void theShippedBookNeedsNoTraining() {
    List<Phrase> phrases = RetrainableClassifier.distinct(BOOK, List.of());
    List<Event> events = LocalClassifier.events(phrases);

    MaxentModel shipped = ShippedModel.of(events).orElseThrow();

    MaxentModel learnt = LocalClassifier.learn(events);
    assertThat(shipped.getNumOutcomes()).isEqualTo(learnt.getNumOutcomes());
    for (int i = 0; i < phrases.size(); i += 100) {
      String[] features = Features.of(phrases.get(i).text());
      double[] before = learnt.eval(features);
      double[] now = shipped.eval(features);
      for (int k = 0; k < before.length; k++) {
        String intent = learnt.getOutcome(k);
        assertThat(now[shipped.getIndex(intent)]).as(intent).isCloseTo(before[k], within(1e-6));
      }
    }
  }

  @Test
  void anyOtherBookIsTrained() {
    List<Phrase> more = new ArrayList<>(BOOK);
    more.add(new Phrase("quero um abajur", BOOK.get(0).intent()));
    assertThat(ShippedModel.of(LocalClassifier.events(more))).isEmpty();
    assertThat(ShippedModel.of(LocalClassifier.events(BOOK.subList(1, BOOK.size())))).isEmpty();
  }
}
