package dev.recado.spine.cleanup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast old rows are deleted.
 *
 * @param batch the most rows that one transaction looks at
 * @param pause the time between two transactions; longer if they take long
 */
@ConfigurationProperties("recado.clean-up")
record CleanUpSettings(@DefaultValue("1000") int batch, @DefaultValue("100ms") Duration pause) {

  CleanUpSettings {
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException("A batch has between 1 and 10000 rows");
    }
  }
}
