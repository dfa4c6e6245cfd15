package dev.recado;

/** Meta keeps the contract of all providers. */
class MetaChannelTest extends ChannelContract {

  MetaChannelTest() {
    super("meta", new StubMeta());
  }
}
