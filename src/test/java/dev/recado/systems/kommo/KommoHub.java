package dev.recado.systems.kommo;

import dev.recado.StubKommo;
import dev.recado.TestDatabase;
import java.time.Clock;
import java.time.Duration;

/** What a hub with a Kommo gives to those outside of this room. */
public final class KommoHub {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final TestKommo hub;

  /**
   * Makes one with the long-lived token.
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
   * Gives what connects accounts.
   *
   * @return always the same
   */
  public KommoOauth oauth() {
    return hub.oauth;
  }

  /**
   * Gives what tells how it stands.
   *
   * @return each time a new one
   */
  public KommoConnection connection() {
    return new KommoConnection(hub.settings, hub.tokens);
  }

  /**
   * Gives the clock.
   *
   * @return one that stands still
   */
  public Clock clock() {
    return hub.clock;
  }
}
