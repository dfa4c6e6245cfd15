package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.effect.EffectComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;

/** The description of the effects as Camel's own catalogue reads it. */
class EffectCatalogueTest {

  private final DefaultCamelCatalog camels = new DefaultCamelCatalog();

  EffectCatalogueTest() throws IOException {
    camels.addComponent(
        "effect",
        EffectComponent.class.getName(),
        Files.readString(Path.of("schemas/effect.json")));
  }

  @Test
  void camelsCatalogueDescribesEachEffectAndItsOptions() throws IOException {
    ComponentModel effect = camels.componentModel("effect");
    assertThat(effect.isProducerOnly()).isTrue();
    for (KameletShape kamelet : KameletShape.all(RouteFolder.at(Path.of("routes")).read())) {
      if (kamelet.isEffect()) {
        assertThat(effect.getEndpointPathOptions().get(0).getEnums()).contains(kamelet.effect());
        for (String option : kamelet.effectOptions()) {
          assertThat(effect.getEndpointParameterOptions())
              .filteredOn(model -> model.getName().equals(option))
              .extracting(BaseOptionModel::getDescription)
              .singleElement()
              .asString()
              .contains(kamelet.effect());
        }
      }
    }
  }

  @Test
  void camelsCatalogueChecksTheOptionsOfAnEffect() {
    assertThat(check("effect:whatsapp-text?to=551&text=Oi").isSuccess()).isTrue();
    assertThat(check("effect:whatsapp-text?to=551&txt=Oi").getUnknown()).containsExactly("txt");
    assertThat(check("effect:whatsap-text?to=551&text=Oi").isSuccess()).isFalse();
  }

  private EndpointValidationResult check(String uri) {
    return camels.validateEndpointProperties(uri);
  }
}
