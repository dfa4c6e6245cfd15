package dev.recado.spine.foreign;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of databases of other systems.
 *
 * @param databases by the names that flows use
 */
@ConfigurationProperties("recado")
record ForeignSettings(@DefaultValue Map<String, One> databases) {

  /**
   * One database.
   *
   * @param url its address
   * @param user who reads it; empty if the address says so
   * @param password of the user; empty if the address says so
   * @param poolSize the most connections at a time
   * @param timeout the longest that a query may take
   */
  record One(
      @DefaultValue("") String url,
      @DefaultValue("") String user,
      @DefaultValue("") String password,
      @DefaultValue("4") int poolSize,
      @DefaultValue("10s") Duration timeout) {

    /** Leaves the address and the password out: an address may hold a password, too. */
    @Override
    public String toString() {
      return "One[poolSize=" + poolSize + ", timeout=" + timeout + "]";
    }
  }
}
