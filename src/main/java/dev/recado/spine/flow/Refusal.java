package dev.recado.spine.flow;

import dev.recado.spine.outbox.Contacts.Consent;
import java.util.Map;

/**
 * A person's refusal or consent to our messages, with the words.
 *
 * @param address the phone's digits or the chat id
 * @param consent the proof
 */
record Refusal(String address, Consent consent) {

  static Refusal of(EffectCall call, Effects effects) {
    String channel = String.valueOf(effects.event().body().get("channel"));
    return new Refusal(
        WhatsAppTargets.address(call.required("to")),
        new Consent(channel, call.text("words"), effects.event().id()));
  }

  Map<String, Object> facts() {
    String words = consent.words();
    return words == null ? Map.of("to", address) : Map.of("to", address, "words", words);
  }
}
