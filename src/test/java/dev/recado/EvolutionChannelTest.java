package dev.recado;

/** What every provider does, with a stub of Evolution. */
class EvolutionChannelTest extends ChannelContract {

  EvolutionChannelTest() {
    super("evolution", new StubEvolution());
  }
}
