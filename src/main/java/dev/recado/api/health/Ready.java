package dev.recado.api.health;

import dev.recado.ground.process.Exposure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Tells at the end of a start where the hub is, and what a person may do next. */
final class Ready {

  private static final Logger log = LoggerFactory.getLogger(Ready.class);

  private final Environment environment;

  Ready(Environment environment) {
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.LOWEST_PRECEDENCE)
  void tell() {
    log.info("Recado is ready on {}. {}", url(), next());
  }

  private String url() {
    String address = environment.getProperty("server.address", "127.0.0.1");
    String host = address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    return "http://" + host + ":" + environment.getProperty("local.server.port", "8080");
  }

  private String next() {
    return Exposure.development(environment)
        ? "Next: the first message, in README.md"
        : "GET /actuator/health with a token says how it and its systems are";
  }
}
