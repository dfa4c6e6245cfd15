package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.flow.EventTypes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class EventBlueprintsTest {

  @Test
  void everyEventTypeHasABlueprintAndEveryBlueprintHasAnEventType() throws Exception {
    Map<String, Object> blueprints =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new ClassPathResource("blueprints/events.yaml").getInputStream());
    assertThat(blueprints.keySet()).containsAll(EventTypes.all().keySet());
    assertThat(blueprints.keySet())
        .allMatch(type -> EventTypes.knows(type) || type.startsWith("odoo."));
  }
}
