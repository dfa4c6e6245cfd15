package dev.recado.ground.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorableTextTest {

  @Test
  void nulAndHalfPairsAreReplaced() {
    assertThat(StorableText.clean("a\u0000b")).isEqualTo("a\uFFFDb");
    assertThat(StorableText.clean("\uD83D")).isEqualTo("\uFFFD");
    assertThat(StorableText.clean("\uDE00\uD83D\uDE00\uD83D"))
        .isEqualTo("\uFFFD\uD83D\uDE00\uFFFD");
  }

  @Test
  void directionMarksAloneAreInvisible() {
    assertThat(StorableText.unseen("")).isTrue();
    assertThat(StorableText.unseen("\u200E \u200B\n\uFEFF")).isTrue();
    assertThat(StorableText.unseen("\u200E?")).isFalse();
    assertThat(StorableText.unseen("👍")).isFalse();
  }

  @Test
  void aGoodTextIsLeftAlone() {
    String good = "Olá, \uD83D\uDE00 \u202Eabc";

    assertThat(StorableText.clean(good)).isSameAs(good);
    assertThat(StorableText.key(good)).isSameAs(good);
  }

  @Test
  void longKeysStayDistinctAndKeepTheirBeginning() {
    String one = StorableText.key("odoo:" + "x".repeat(6000));
    String two = StorableText.key("odoo:" + "x".repeat(6001));

    assertThat(one).startsWith("odoo:xxx").hasSizeLessThanOrEqualTo(250).isNotEqualTo(two);
    assertThat(StorableText.key(one)).isSameAs(one);
  }

  @Test
  void aCutNeverSplitsAPair() {
    assertThat(StorableText.of("ab\uD83D\uDE00", 3)).isEqualTo("ab");
  }

  @Test
  void textsAreCleanedAtAnyDepth() {
    Map<String, Object> good = Map.of("a", List.of(Map.of("b", 1)));
    Object bad = Map.of("a\u0000", List.of(Map.of("b", "\uD800"), true));

    assertThat(StorableText.within(good)).isSameAs(good);
    assertThat(StorableText.within(bad))
        .isEqualTo(Map.of("a\uFFFD", List.of(Map.of("b", "\uFFFD"), true)));
  }
}
