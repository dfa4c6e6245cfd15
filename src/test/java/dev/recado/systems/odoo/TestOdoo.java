package dev.recado.systems.odoo;

import dev.recado.StubOdoo;
import dev.recado.spine.http.Outbound;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;

/** Clients of a {@link StubOdoo}. */
final class TestOdoo {

  private TestOdoo() {}

  /** A client with the right credentials: a key for JSON-2, otherwise a password. */
  static Odoo of(StubOdoo stub, int version) {
    return client(stub, "hub", version < 19 ? StubOdoo.PASSWORD : StubOdoo.API_KEY);
  }

  static Odoo client(StubOdoo stub, String user, String password) {
    return client("http://127.0.0.1:" + stub.port(), user, password);
  }

  static Odoo client(String url, String user, String password) {
    OdooSettings settings = settings(url, user, password);
    return new Odoo(
        settings, Outbound.client(settings.timeout(), 2), CircuitBreaker.ofDefaults("odoo"));
  }

  static OdooSettings settings(String url, String user, String password) {
    return new OdooSettings(
        url,
        "hubtest",
        user,
        password,
        Duration.ofSeconds(5),
        OdooSettings.Protocol.AUTO,
        Duration.ofMinutes(10));
  }
}
