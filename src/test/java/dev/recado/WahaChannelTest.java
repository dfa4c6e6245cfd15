package dev.recado;

/** WAHA keeps the contract of all providers. */
class WahaChannelTest extends ChannelContract {

  WahaChannelTest() {
    super("waha", new StubWaha(StubWaha.Engine.NOWEB, "contrato"));
  }
}
