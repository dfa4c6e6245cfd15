package dev.recado;

/** Twilio keeps the contract of channels. */
class TwilioChannelTest extends ChannelContract {

  TwilioChannelTest() {
    super("twilio", new StubTwilio());
  }
}
