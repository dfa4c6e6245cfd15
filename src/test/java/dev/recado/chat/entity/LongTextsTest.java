package dev.recado.chat.entity;

import dev.recado.LongTexts;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.handover.Command;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class LongTextsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  @Test
  void namesAndEntitiesAreSearchedInAnyText() {
    LongTexts.readBy(text -> Entities.find(text, NOW, ZoneId.of("America/Sao_Paulo")));
    LongTexts.readBy(PersonNames::in);
    LongTexts.readBy(PersonNames::answer);
  }

  @Test
  void aPhoneIsFoundAndMaskedInAnyText() {
    LongTexts.readBy(Phones::digits);
    LongTexts.readBy(Phones::maskAll);
  }

  @Test
  void anyTextMayBeACommand() {
    LongTexts.readBy(Command::read);
    LongTexts.readBy(text -> Command.read("/" + text));
  }
}
