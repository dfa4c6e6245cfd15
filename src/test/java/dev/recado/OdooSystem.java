package dev.recado;

import dev.recado.StubWaha.Engine;

/**
 * A hub beside an Odoo whose line can be cut, shared by the tests of both; it ends with them.
 *
 * <p>One class at a time has it ({@link #LOCK}), and leaves the line whole.
 */
final class OdooSystem {

  /** What a class of tests that uses this holds. */
  static final String LOCK = "dev.recado.OdooSystem";

  static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  static final StubOdoo ODOO = new StubOdoo();
  static final TcpProxy LINE = new TcpProxy(ODOO.port());
  private static final HubProcess HUB = hub("odoo", "hub", StubOdoo.PASSWORD);

  private static boolean running;

  private OdooSystem() {}

  /** Gives the hub, started. */
  static synchronized HubProcess started() {
    if (!running) {
      HUB.start();
      running = true;
    }
    return HUB;
  }

  /** Describes a hub that signs in to this Odoo as somebody. */
  static HubProcess hub(String name, String user, String password) {
    return HubProcess.named(name)
        .onSharedServers()
        .waha(WAHA)
        .env("ODOO_URL", "http://127.0.0.1:" + LINE.port())
        .env("ODOO_PUBLIC_URL", "https://loja.example")
        .env("ODOO_DB", "hubtest")
        .env("ODOO_USERNAME", user)
        .env("ODOO_PASSWORD", password)
        .property("recado.odoo.settle", "100ms")
        .property("recado.odoo.look-again", "200ms")
        .property("recado.odoo.timeout", "2s")
        .property("recado.outbox.connectors.crm.breaker-open", "1s");
  }
}
