package dev.recado.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {

  static Stream<JsonNode> vectors() throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(Samples.bytes("brazil/phone-vectors.json")).get("cases");
    return StreamSupport.stream(cases.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void everyFormOfAVectorLeadsToItsPerson(JsonNode vector) {
    String digits = Phones.digits(vector.get("input").asText()).orElseThrow();
    assertThat(Phones.matchKey(digits)).isEqualTo("55" + vector.get("match_key").asText());
    assertThat(vector.get("jid_candidates")).anyMatch(jid -> jid.asText().equals(digits + "@c.us"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theOtherFormIsTheOtherCandidate(JsonNode vector) {
    String digits = Phones.digits(vector.get("input").asText()).orElseThrow();
    JsonNode candidates = vector.get("jid_candidates");
    if (candidates.size() == 1) {
      assertThat(Phones.otherForm(digits)).isEmpty();
    } else {
      String other = Phones.otherForm(digits).orElseThrow();
      assertThat(candidates).anyMatch(jid -> jid.asText().equals(other + "@c.us"));
      assertThat(other).isNotEqualTo(digits);
    }
  }

  @Property(tries = 300)
  void bothFormsOfAMobileAreOnePerson(
      @ForAll @IntRange(min = 11, max = 99) int ddd,
      @ForAll @IntRange(min = 60_000_000, max = 99_999_999) int subscriber) {
    String older = "55" + ddd + subscriber;
    String newer = "55" + ddd + "9" + subscriber;
    assertThat(Phones.matchKey(older)).isEqualTo(Phones.matchKey(newer));
    assertThat(Phones.otherForm(older)).contains(newer);
    assertThat(Phones.otherForm(newer)).contains(older);
  }

  @Property(tries = 300)
  void noTextBreaksTheReaderAndWhatItReadsItReadsAgain(@ForAll String text) {
    Phones.digits(text)
        .ifPresent(
            digits -> {
              assertThat(digits).matches("\\d{7,17}");
              assertThat(Phones.digits("+" + digits)).contains(digits);
            });
  }

  @Property(tries = 300)
  void aMaskedNumberShowsNoMoreThanSixDigits(
      @ForAll @IntRange(min = 10_000_000, max = 99_999_999) int subscriber) {
    String text = "para 55119" + subscriber + ".";
    assertThat(Phones.maskAll(text).chars().filter(Character::isDigit).count()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "abc", "12", "123456789012345@lid", "|"})
  void whatIsNoPhoneIsNone(String text) {
    assertThat(Phones.digits(text)).isEmpty();
  }

  @Test
  void theFirstReadableOfSeveralWins() {
    assertThat(Phones.digits("ramal 2 | (11) 98765-4321")).contains("5511987654321");
  }

  @Test
  void aForeignNumberIsLeftAsItIs() {
    assertThat(Phones.digits("+1 (202) 555-0175")).contains("12025550175");
    assertThat(Phones.matchKey("12025550175")).isEqualTo("12025550175");
    assertThat(Phones.areaCode("12025550175")).isEmpty();
  }
}
