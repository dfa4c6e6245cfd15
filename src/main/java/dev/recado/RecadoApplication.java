package dev.recado;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the hub. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RecadoApplication {

  /**
   * Starts the hub in this process.
   *
   * @param args Spring Boot's own arguments
   */
  public static void main(String[] args) {
    SpringApplication.run(RecadoApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
