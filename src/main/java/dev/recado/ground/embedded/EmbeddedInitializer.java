package dev.recado.ground.embedded;

import dev.recado.ground.process.SecretKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/** Starts the embedded servers that no configured server replaces, before any bean is created. */
class EmbeddedInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  static final String DATASOURCE = "spring.datasource.url";
  static final String BROKERS = "recado.kafka.brokers";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    boolean postgres = !StringUtils.hasText(environment.getProperty(DATASOURCE));
    boolean kafka = !StringUtils.hasText(environment.getProperty(BROKERS));
    if (!postgres && !kafka) {
      return;
    }
    DataFolder folder = DataFolder.take(Path.of(environment.getRequiredProperty("recado.data")));
    if (postgres && !StringUtils.hasText(environment.getProperty(SecretKey.PROPERTY))) {
      keepSecret(environment, folder);
    }
    DiskSpace space = DiskSpace.of(folder.path(), leastRoom(environment));
    KafkaAccess access = kafka ? KafkaAccess.ofThisProcess() : null;
    if (access != null) {
      logIn(environment, access);
    }
    EmbeddedServers servers = EmbeddedServers.start(folder, space, postgres, access);
    // The context may fail before it owns the servers; then only this handler stops them.
    SpringApplication.getShutdownHandlers().add(servers::close);
    context.getBeanFactory().registerSingleton("startedServers", servers);
    context.getBeanFactory().registerSingleton("diskSpace", space);
  }

  private static DataSize leastRoom(ConfigurableEnvironment environment) {
    return environment.getProperty(
        "recado.embedded.min-free", DataSize.class, DataSize.ofMegabytes(200));
  }

  /** Sets what all Kafka clients of the hub need besides the address. */
  private static void logIn(ConfigurableEnvironment environment, KafkaAccess access) {
    Map<String, Object> properties = new HashMap<>();
    access
        .ofClients()
        .forEach((key, value) -> properties.put("spring.kafka.properties." + key, value));
    environment.getPropertySources().addFirst(new MapPropertySource("kafkaAccess", properties));
  }

  /** The secret is kept with the data that it protects and is lost with it. */
  private static void keepSecret(ConfigurableEnvironment environment, DataFolder folder) {
    Map<String, Object> secret = Map.of(SecretKey.PROPERTY, SecretFile.read(folder));
    environment.getPropertySources().addFirst(new MapPropertySource("secretFile", secret));
  }
}
