package dev.recado.systems.kommo;

import dev.recado.StubKommo;
import dev.recado.TestDatabase;
import java.time.Clock;
import java.time.Duration;

/** The parts of a hub with a Kommo, for tests of other rooms. */
public final class KommoHub {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final TestKommo hub;

  /**
   * Creates one with the long-lived token.
   *
   * @param url of the Kommo
   */
  public KommoHub(String url) {
    this.hub =
        TestKommo.with(TestKommo.settings(url, StubKommo.TOKEN, "", Duration.ZERO), DATABASE);
  }

  /**
   * Gives the client.
   *
   * @return always the same
   */
  public Kommo kommo() {
    return hub.kommo;
  }

  /**
   * Gives the part that connects accounts.
   *
   * @return always the same
   */
  public KommoOauth oauth() {
    return hub.oauth;
  }

  /**
   * Gives the part that knows the state of the connection.
   *
   * @return a new one each time
   */
  public KommoConnection connection() {
    return new KommoConnection(hub.settings, hub.tokens);
  }

  /**
   * Gives the clock.
   *
   * @return a clock that stands still
   */
  public Clock clock() {
    return hub.clock;
  }
}
