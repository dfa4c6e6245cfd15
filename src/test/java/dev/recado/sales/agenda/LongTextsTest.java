package dev.recado.sales.agenda;

import dev.recado.LongTexts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class LongTextsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  @Test
  void aRequestIsReadFromATextOfAnyLength() {
    LongTexts.readBy(Wanted::of);
    LongTexts.readBy(text -> WishedTime.in(text, NOW, ZONE));
  }

  @Test
  void anAnswerToAnOfferMayHaveAnyLength() {
    Offers offers = new Offers(List.of(NOW, NOW.plusSeconds(3600)));
    WishedTime nothing = WishedTime.in(null, NOW, ZONE);
    LongTexts.readBy(text -> offers.meant(text, nothing, ZONE));
    LongTexts.readBy(offers::bareHour);
  }
}
