package dev.recado;

import dev.recado.api.security.UserCommand;
import dev.recado.authoring.cli.Tool;
import dev.recado.ground.database.Drivers;
import dev.recado.ground.launch.Relaunch;
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
   * Starts the hub in this process, or one of its tools; unpacked, where it has been unpacked.
   *
   * @param args Spring Boot's own arguments, or a tool and its
   */
  public static void main(String[] args) {
    Relaunch.whereUnpacked(args);
    Drivers.loadPostgresOnly();
    if (Tool.takes(args)) {
      System.exit(Tool.run(args, new UserCommand()));
    }
    try {
      SpringApplication.run(RecadoApplication.class, args);
    } catch (SpringApplication.AbandonedRunException notARun) {
      throw notARun;
    } catch (RuntimeException | Error told) {
      // Spring Boot has told why. The embedded Kafka's threads would keep a hub that never came up
      // alive and its data folder locked; the exit stops the embedded servers first.
      System.exit(1);
    }
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
