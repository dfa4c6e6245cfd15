package dev.recado;

/** What every provider does, with a stub of WPPConnect. */
class WppconnectChannelTest extends ChannelContract {

  WppconnectChannelTest() {
    super("wppconnect", new StubWppconnect());
  }
}
