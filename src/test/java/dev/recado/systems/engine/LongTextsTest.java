package dev.recado.systems.engine;

import dev.recado.LongTexts;
import org.junit.jupiter.api.Test;

class LongTextsTest {

  @Test
  void addressesAndIdsMayHoldAnyText() {
    LongTexts.readBy(ChatId::is);
    LongTexts.readBy(ChatId::plain);
    LongTexts.readBy(text -> ChatId.plain(text + "@c.us"));
    LongTexts.readBy(text -> ChatId.phone(text + "@c.us"));
    LongTexts.readBy(MessageKey::of);
  }
}
