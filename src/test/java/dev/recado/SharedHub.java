package dev.recado;

import dev.recado.ground.embedded.TestServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One hub, on a real PostgreSQL and a real Kafka, for all tests of the API. */
@Tag("hub")
@Execution(ExecutionMode.SAME_THREAD)
@AutoConfigureObservability(tracing = false)
@SpringBootTest(
    classes = RecadoApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "recado.secret-key=the secret of this test",
      "recado.admin-password=the password of this test",
      "recado.rate-limit.requests=100000",
      "recado.ingress.topic=hub-api-test",
      "recado.outbox.quiet-hours=off",
      "spring.datasource.username=postgres"
    })
public abstract class SharedHub {

  public static final String PASSWORD = "the password of this test";

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    String url = TestServers.migratedUrl();
    registry.add("spring.datasource.url", () -> url);
    registry.add("recado.kafka.brokers", TestServers::brokers);
  }

  @Autowired protected TestRestTemplate http;
  @Autowired protected JdbcClient jdbc;
  @LocalServerPort protected int port;
}
