package dev.recado.ground.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.recado.Samples;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Bare digits take a shorter path; a blank after them leads to the path of all other texts. */
  @Property(tries = 2_000)
  void bareDigitsAreReadLikeAnyText(
      @ForAll @NumericChars @StringLength(min = 1, max = 20) String digits) {
    for (String written : List.of(digits, "55" + digits, "0" + digits, "5511" + digits)) {
      PhoneReading longer = Phones.read(written + " ");
      assertThat(Phones.read(written)).isEqualTo(longer);
    }
  }

  @Property(tries = 300)
  void anyTextIsReadAndTheResultReadsTheSameAgain(@ForAll String text) {
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
  @CsvSource(
      delimiter = '>',
      value = {
        "não serve: 97000-0007. Corrija > não serve: *****-**07. Corrija",
        "não serve: 9 7000 0007 > não serve: * **** **07",
        "ligue 3456-7890, ramal 2 > ligue ****-**90, ramal 2",
        "em 2025-2026 e no dia 2026-11-28 > em 2025-2026 e no dia 2026-11-28",
        "fatura INV/2026-0001 > fatura INV/2026-0001",
        "id 0b9f1c2e-9123-4567-8abc-1234567890ab > id 0b9f1c2e-9123-4567-8abc-1234567890ab",
      })
  void aNumberWithoutAnAreaCodeIsMaskedToo(String text, String masked) {
    assertThat(Phones.maskAll(text)).isEqualTo(masked);
    assertThat(Phones.maskAll(masked)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "abc", "12", "123456789012345@lid", "|"})
  void aTextWithoutAPhoneGivesNone(String text) {
    assertThat(Phones.digits(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "(11) 3456-7890 / (11) 98111-2001 > 5511981112001",
        "11 3456-7890 ou 98111-2001 > 5511981112001",
        "(11) 3456-7890 / 98111-2001 > 5511981112001",
        "11 3456-7890; cel 11 98111-2001 > 5511981112001",
        "+55 11 98111-5001 / (11) 3456-7890 > 5511981115001",
        "+5511981112001 +551134567890 > 5511981112001",
        "(11) 3456-7890/91 > 551134567890",
        "(011) 98111-2003 > 5511981112003",
        "(0xx11) 98111-2003 > 5511981112003",
        "015 11 98111-2005 > 5511981112005",
        "0 15 11 98111-2005 > 5511981112005",
        "+55 0 11 98111-2007 > 5511981112007",
        "+55 (0)11 98111-2007 > 5511981112007",
        "55 011 98111-2007 > 5511981112007",
        "+55 0 15 11 98111-2007 > 5511981112007",
        "Whats: 11 98111-2009 > 5511981112009",
        "55 11 9 8111 2011 > 5511981112011",
        "(11)98111.2013 > 5511981112013",
        "11 8111-2015 > 5511981112015",
        "551181112015 > 551181112015",
        "+55 11 8111-2015 > 551181112015",
        "1198111-2017 - recado com a vizinha > 5511981112017",
        "11 98111-1017 (falar com João) > 5511981111017",
        "11 3456-7890 ramal 12 > 551134567890",
        "11 98111-1017, das 9 às 18h > 5511981111017",
        "18 - 11 98111-2001 > 5511981112001",
        "11 / 98111-2001 > 5511981112001",
        "11 - 98111 - 2001 > 5511981112001",
        "00 55 11 98111-2019 > 5511981112019",
        "0055 11 98111-2019 > 5511981112019",
        "１１ ９８１１１－２０２１ > 5511981112021",
        "11\u200b 98111\u20112021 > 5511981112021",
        "\u202a+55 11 98111\u20132021\u202c > 5511981112021",
        "11\u00a098111\u00a02021 > 5511981112021",
        "1) 11 3456-7890 2) 11 98111-2021 > 5511981112021",
        "cel1: 11 98111-2021 > 5511981112021",
        "rita1198@example.com 11 98111-2021 > 5511981112021",
        "https://wa.me/5511981112021?text=oi > 5511981112021",
        "whatsapp:+5511981112021 > 5511981112021",
        "5511981112021:12@s.whatsapp.net > 5511981112021",
        "12025550175@c.us > 12025550175",
        "+351 912 345 678 > 351912345678",
        "00 351 912 345 678 > 351912345678",
        "55 98111-2021 > 5555981112021",
        "DDD 11 Tel 98211-0149 > 5511982110149",
        "DDD: 11 / Número: 98211-0150 > 5511982110150",
        "DDD (011) - 98211-0150 > 5511982110150",
        "ddd11 cel 982110150 > 5511982110150",
        "98211-0150 DDD 11 > 5511982110150",
        "tel 98211-0150 (DDD 11) > 5511982110150",
        "98211-0150 (11) > 5511982110150",
        "(11) 98211-0150 (DDD 11) > 5511982110150",
        "11 9821-1777 > 5511998211777",
        "1198211777 > 5511998211777",
        "11 98 21 17 77 > 5511998211777",
        "(11) 3456-7810 / 98211-777 > 551134567810",
      })
  void aNumberIsReadFromTheTextAroundIt(String written, String digits) {
    assertThat(Phones.digits(written)).contains(digits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "98111-1017 > NO_AREA_CODE",
        "9 8111 1017 > NO_AREA_CODE",
        "3456-7890 > NO_AREA_CODE",
        "98111-1017 (falar com João) > NO_AREA_CODE",
        "3456-7890 / 11 > NO_AREA_CODE",
        "+55 98111-1017 > NO_AREA_CODE",
        "123 > TOO_SHORT",
        "11 98111 > TOO_SHORT",
        "20 98111-1017 > UNKNOWN_AREA_CODE",
        "11 1811-1017 > NOT_A_NUMBER",
        "11 38111-1017 > NOT_A_NUMBER",
        "0800 777 1234 > UNKNOWN_AREA_CODE",
        "11 98111-2001 12 > TOO_LONG",
        "119.811.120-17 > EMPTY",
        "+1 198 111 2001 > NOT_ABROAD",
        "+55 55 98111 > TOO_SHORT",
        "12345678901234567890 > TOO_LONG",
        "sim > EMPTY",
        "11 98211-777 > TOO_SHORT",
        "(11) 98211 777 > TOO_SHORT",
        "(11) 9.8211-777 > TOO_SHORT",
        "011 98211-777 > TOO_SHORT",
        "1198211-777 > TOO_SHORT",
        "+55 11 98211-777 > TOO_SHORT",
        "+55(11)98211.777 > TOO_SHORT",
        "11 98211 - 777 > TOO_SHORT",
        "11 9 821-1777 > TOO_SHORT",
        "11 982-11777 > TOO_SHORT",
        "DDD 20 Tel 98211-0149 > UNKNOWN_AREA_CODE",
        "3456-7890 (11) > NO_AREA_CODE",
        "120363041234567890@g.us > HIDDEN",
      })
  void aNumberThatCouldReachAnotherPersonIsRefusedWithAReason(String written, Unreadable reason) {
    PhoneReading reading = Phones.read(written);
    assertThat(reading.numbers()).isEmpty();
    assertThat(reading.reason()).isEqualTo(reason);
  }

  @Test
  void theComplaintSaysWhatIsWrongAndHidesTheNumber() {
    assertThat(Phones.read("98111-1017").complaint())
        .isEqualTo("'*****-**17' não é um número de telefone: está sem DDD");
    assertThat(Phones.read("123").complaint())
        .isEqualTo("'123' não é um número de telefone: tem dígitos de menos");
  }

  @Test
  void theFirstMobileWinsOrElseTheFirstReadableNumber() {
    assertThat(Phones.digits("ramal 2 | (11) 98765-4321")).contains("5511987654321");
    assertThat(Phones.first(List.of("a combinar", "98111-1017", "(11) 98765-4321")).digits())
        .contains("5511987654321");
    assertThat(Phones.first(List.of("(11) 3456-7810", "(11) 98765-4321")).digits())
        .contains("5511987654321");
    assertThat(Phones.first(List.of("98111-1017", "(11) 3456-7810", "(11) 3456-7811")).digits())
        .contains("551134567810");
    assertThat(Phones.first(Arrays.asList(null, "98111-1017", "12")).reason())
        .isEqualTo(Unreadable.NO_AREA_CODE);
    assertThat(Phones.first(List.of()).reason()).isEqualTo(Unreadable.EMPTY);
  }

  @Test
  void aForeignNumberStaysAsItIs() {
    assertThat(Phones.digits("+1 (202) 555-0175")).contains("12025550175");
    assertThat(Phones.matchKey("12025550175")).isEqualTo("12025550175");
    assertThat(Phones.areaCode("12025550175")).isEmpty();
  }

  /** The two ways to write an address are one conversation. */
  @ParameterizedTest
  @ValueSource(strings = {"51987654321", "4930123456", "5511987654321"})
  void theKeyOfAnUnmistakableAddressIsThatOfItsDigits(String digits) {
    assertThat(Phones.matchKey(Phones.unmistakable(digits))).isEqualTo(Phones.matchKey(digits));
    assertThat(Phones.matchKey(digits + "@c.us")).isEqualTo(Phones.matchKey(digits));
  }

  @Test
  void anAddressOfTheHubMayBeForeignWithoutAPlus() {
    assertThat(Phones.digits("12025550175")).isEmpty();
    assertThat(Phones.address("12025550175").digits()).contains("12025550175");
    assertThat(Phones.address("5511981112021").digits()).contains("5511981112021");
    assertThat(Phones.address("981111017").digits()).isEmpty();
  }

  @Provide
  Arbitrary<String> before() {
    return Arbitraries.of(
        "",
        "Tel: ",
        "WhatsApp ",
        "(",
        "+55 ",
        "+55",
        "0",
        "0 15 ",
        "00 55 ",
        "\u200b",
        "fixo/cel: ");
  }

  @Provide
  Arbitrary<String> afterArea() {
    return Arbitraries.oneOf(between(), Arbitraries.of(") ", "/", " / ", ")"));
  }

  @Provide
  Arbitrary<String> between() {
    return Arbitraries.of("", " ", "-", ".", " - ", "\u00a0", "\u2011", "\u200b", "  ");
  }

  @Provide
  Arbitrary<String> after() {
    return Arbitraries.of(
        "",
        " (falar com João)",
        " ramal 12",
        " - recado",
        ", das 9 às 18h",
        " / ",
        "\u200b",
        ".",
        "!",
        " 🙏",
        " só WhatsApp",
        " (2 chamadas)",
        " / 3456-7890");
  }

  @Property(tries = 1000)
  void aGoodNumberIsReadWhateverIsWrittenAroundIt(
      @ForAll("areas") int area,
      @ForAll @IntRange(min = 90_000, max = 99_999) int head,
      @ForAll @IntRange(min = 0, max = 9_999) int tail,
      @ForAll("before") String before,
      @ForAll("afterArea") String first,
      @ForAll("between") String second,
      @ForAll("after") String after) {
    String end = "%04d".formatted(tail);
    String written = before + area + first + head + second + end + after;
    assertThat(Phones.digits(written)).contains("55" + area + head + end);
  }

  @Property(tries = 500)
  void withoutAnAreaCodeNobodyIsMeant(
      @ForAll @IntRange(min = 90_000, max = 99_999) int head,
      @ForAll @IntRange(min = 0, max = 9_999) int tail,
      @ForAll("between") String second,
      @ForAll("after") String after) {
    assertThat(Phones.digits(head + second + "%04d".formatted(tail) + after)).isEmpty();
  }

  @Property(tries = 1000)
  void everyNumberThatIsReadCanExist(@ForAll("scribble") String written) {
    PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    for (String digits : Phones.read(written).numbers()) {
      PhoneNumber number;
      try {
        number = library.parse("+" + withNinth(digits), null);
      } catch (NumberParseException e) {
        throw new AssertionError(digits, e);
      }
      assertThat(library.isValidNumber(number)).as(digits).isTrue();
    }
  }

  private static String withNinth(String digits) {
    return digits.matches("55\\d{2}[6-9]\\d{7}")
        ? digits.substring(0, 4) + "9" + digits.substring(4)
        : digits;
  }

  @Provide
  Arbitrary<String> scribble() {
    return Arbitraries.strings().withChars("0123456789+()-/ .|").ofMinLength(6).ofMaxLength(30);
  }

  @Provide
  Arbitrary<Integer> areas() {
    return Arbitraries.integers().between(11, 99).filter(area -> Dialled.area("" + area));
  }

  @Test
  void thereAreSixtySevenAreaCodes() {
    assertThat(IntStream.range(0, 100).filter(area -> Dialled.area("%02d".formatted(area))))
        .hasSize(67);
  }
}
