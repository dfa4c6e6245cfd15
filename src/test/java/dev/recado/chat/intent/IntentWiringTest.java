package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.StubLlm;
import dev.recado.ground.process.StartupProblem;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.outbox.Contacts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.component.kamelet.springboot.KameletComponentAutoConfiguration;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of the hub's own configuration, in a context with only the flows besides. */
class IntentWiringTest {

  @Configuration(proxyBeanMethods = false)
  @ComponentScan(basePackageClasses = {Flows.class, RouteFolder.class})
  @ConfigurationPropertiesScan(basePackageClasses = {Flows.class, Intents.class, RouteFolder.class})
  @ImportAutoConfiguration({CamelAutoConfiguration.class, KameletComponentAutoConfiguration.class})
  @Import(IntentConfiguration.class)
  static class Hub {

    @Bean
    Clock clock() {
      return new SettableClock(Instant.EPOCH);
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    /** Not used here, because no flow runs. */
    @Bean
    Contacts contacts() {
      return org.mockito.Mockito.mock(Contacts.class);
    }
  }

  /** An author's folder without intents, so that the hub's copy is used. */
  private final Path routes;

  private final StubLlm stub = new StubLlm();

  IntentWiringTest(@TempDir Path routes) throws IOException {
    this.routes = routes;
    for (String file :
        new String[] {"connectors/llm.camel.yaml", "kamelets/llm-chat-action.kamelet.yaml"}) {
      Files.createDirectories(routes.resolve(file).getParent());
      Files.copy(Path.of("routes", file), routes.resolve(file));
    }
    // An empty folder, so that the flows of the jar are not used.
    Files.createDirectories(routes.resolve("flows"));
  }

  @AfterEach
  void close() {
    stub.close();
  }

  private ApplicationContextRunner hub(String... settings) {
    return new ApplicationContextRunner()
        .withUserConfiguration(Hub.class)
        // Not used here, because corrections are learnt only in a running hub.
        .withBean(JdbcClient.class, () -> org.mockito.Mockito.mock(JdbcClient.class))
        .withBean(Channels.class, TestChannels::new)
        .withPropertyValues("camel.main.routes-include-pattern=false")
        .withPropertyValues("recado.routes=" + routes)
        .withPropertyValues(settings);
  }

  /** The state at the end of a start, when the flow files are loaded. */
  private static Routes ready(ApplicationContext hub) throws IOException {
    Routes routes = hub.getBean(Routes.class);
    routes.replace(hub.getBean(Assembly.class).build(hub.getBean(RouteFolder.class).read()));
    return routes;
  }

  @Test
  void aConfiguredLlmIsAskedThroughTheConnector() {
    stub.answers(text -> StubLlm.answer("saudacao", 0.9, "Oi! Como posso ajudar?"));
    hub(
            "recado.llm.provider=ollama",
            "recado.llm.base-url=" + stub.url(),
            "recado.llm.model=llama3.1",
            "recado.llm.timeout=60s")
        .run(
            hub -> {
              assertThat(ready(hub).broken()).isEmpty();
              Intents intents = hub.getBean(Intents.class);
              assertThat(intents.llm().provider()).isEqualTo("ollama");
              assertThat(intents.understand(Utterance.of("oi")))
                  .isEqualTo(
                      new Understanding(
                          "saudacao", 0.9, Map.of(), null, "Oi! Como posso ajudar?", "llm"));
            });
    assertThat(stub.onlyRequest().path()).isEqualTo("/api/chat");
    assertThat(stub.onlyRequest().system()).contains("Casa Modelo");
  }

  @Test
  void withoutAnLlmTheConnectorStillLoads() {
    hub("recado.llm.timeout=", "recado.llm.provider=")
        .run(
            hub -> {
              Routes files = ready(hub);
              assertThat(files.loaded()).isTrue();
              assertThat(files.broken()).isEmpty();
              Understanding understanding =
                  hub.getBean(Intents.class).understand(Utterance.of("é sobre uma cozinha"));
              assertThat(understanding.source()).isEqualTo("local");
              assertThat(understanding.area()).isEqualTo("Cozinhas");
            });
  }

  @Test
  void aMissingModelStopsTheStart() {
    hub("recado.llm.provider=ollama", "recado.llm.base-url=" + stub.url())
        .run(
            hub ->
                assertThat(hub)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(StartupProblem.class)
                    .hasMessageContaining("LLM_MODEL"));
  }
}
