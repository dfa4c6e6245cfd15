package dev.recado.chat.intent;

import dev.recado.LongTexts;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class LongTextsTest {

  private static final Business BUSINESS = SampleBusiness.read();

  @Test
  void anAreaIsSearchedInAnyText() {
    LongTexts.readBy(BUSINESS::areaIn);
    LongTexts.readBy(BUSINESS::areaAnswer);
  }

  @Test
  void anyTextIsFoldedAndSplitIntoWords() {
    LongTexts.readBy(PlainText::fold);
    LongTexts.readBy(Words::of);
  }

  @Test
  void anyTextIsMadeSafeForAPrompt() {
    LongTexts.readBy(Wording::fold);
    LongTexts.readBy(text -> Wording.data(text, 1_000));
    LongTexts.readBy(text -> Wording.line(text, 1_000));
  }

  @Test
  void anyReplyIsChecked() {
    ReplyGuard guard = new ReplyGuard(BUSINESS, IntentKit.PROMPT);
    LongTexts.readBy(text -> guard.pass(text, Map.of()));
  }
}
