package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms whose names are paths, from real senders and from hostile ones. */
class KommoFormTest {

  static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/contracts/kommo"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".form"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleGivesExactlyItsPairs(String sample) {
    List<String> expected =
        Samples.text("kommo/" + sample.replace(".form", ".pairs.txt"))
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    assertThat(pairs(KommoForm.parse(Samples.bytes("kommo/" + sample))))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aNodeMayHaveAValueAndNodesBelowIt() {
    FormNode form =
        KommoForm.parse(Samples.bytes("kommo/webhook-contacts-note-type-collision.form"));
    FormNode type = form.at("contacts", "note", "0", "note", "type");
    assertThat(type.text()).isEqualTo("contact");
    assertThat(type.text("message_uuid")).startsWith("d3bac6d3");
    assertThat(type.plain())
        .isEqualTo(Map.of("_", "contact", "message_uuid", "d3bac6d3-19ac-4a5e-9e1f-000000000001"));
  }

  @Test
  void theNodesBelowMayComeBeforeTheValue() {
    FormNode form = parse("a[b][c]=2&a[b]=1");
    assertThat(form.text("a", "b")).isEqualTo("1");
    assertThat(form.text("a", "b", "c")).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a[b]=1|a[b] = 1",
        "a%5Bb%5D=1|a[b] = 1",
        "a%5bb%5d=x+y%20z|a[b] = x y z",
        "a[b+c]=1|a[b c] = 1",
        "n=S%C3%A3o|n = São",
        "a[b]=c=d%3De|a[b] = c=d=e",
        "a[b]=%zz%4|a[b] = %zz%4",
        "a[b]=%|a[b] = %",
        "a[b=1|a[b = 1",
        "[a]=1|[a] = 1",
        "a]b=1|a]b = 1",
        "a[b]c=1|a[b] = 1",
        "a[b[c]]=1|a[b[c] = 1",
        "a[b]=1&a[b]=2|a[b] = 2"
      })
  void namesAndValuesAreReadLikeInPhpOrLiterally(String body, String pair) {
    assertThat(pairs(parse(body))).containsExactly(pair);
  }

  @Test
  void anEmptyValueExistsAndIsNoText() {
    FormNode form = parse("a[b]=&a[c]&=x&&");
    assertThat(pairs(form)).containsExactly("a[b] = ", "a[c] = ");
    assertThat(form.text("a", "b")).isNull();
  }

  @Test
  void anEmptyIndexIsTheNextFreeOne() {
    assertThat(pairs(parse("a[]=x&a[7]=y&a[]=z&a[b][]=1&a[b][]=2")))
        .containsExactlyInAnyOrder(
            "a[0] = x", "a[7] = y", "a[8] = z", "a[b][0] = 1", "a[b][1] = 2");
  }

  @Test
  void itemsFollowTheOrderOfTheIndicesWithoutGaps() {
    FormNode form = parse("a[10][n]=c&a[2][n]=b&a[1][n]=a");
    assertThat(form.at("a").items())
        .extracting(item -> item.text("n"))
        .containsExactly("a", "b", "c");
    assertThat(form.at("a").plain())
        .isEqualTo(List.of(Map.of("n", "a"), Map.of("n", "b"), Map.of("n", "c")));
  }

  @Test
  void aHugeIndexCostsNoMoreThanASmallOne() {
    FormNode form = parse("a[99999999999999999999999]=x&a[999999999999999999]=y&a[]=z");
    assertThat(form.at("a").items()).hasSize(3);
  }

  @Test
  void hundredsOfThousandsOfNamesAreReadFast() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      body.append("a[]=").append(i).append("&b[").append(100_000 - i).append("]=x&");
    }
    FormNode form = parse(body.toString());
    assertThat(form.at("a").items()).hasSize(100_000);
    assertThat(form.at("b").items()).hasSize(100_000);
  }

  @Test
  void pathsThatAreTooDeepAreLeftOut() {
    assertThat(pairs(parse("a" + "[b]".repeat(300_000) + "=1&c=2"))).containsExactly("c = 2");
    assertThat(parse("a" + "[".repeat(300_000) + "=1").children()).hasSize(1);
  }

  @Property(tries = 500)
  void noBytesBreakIt(@ForAll byte[] body) {
    FormNode form = KommoForm.parse(body);
    assertThat(form.pairs("")).isNotNull();
    form.plain();
  }

  @Property(tries = 500)
  void noNamesBreakIt(@ForAll("hostile") String body) {
    FormNode form = parse(body);
    assertThat(form.children().size()).isLessThanOrEqualTo(body.split("&", -1).length);
    form.plain();
    KommoRecord.in(form, 1000).forEach(record -> assertThat(record.key()).isNotBlank());
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> part =
        Arbitraries.of(
            "leads",
            "contacts",
            "message",
            "add",
            "note",
            "[",
            "]",
            "[]",
            "[0]",
            "[add]",
            "[-1]",
            "[note]",
            "[type]",
            "[99999999999999999999]",
            "%5B",
            "%5D",
            "%",
            "%0",
            "%00",
            "+",
            "=",
            "&",
            "incoming",
            "\u0000",
            "ç",
            "🙂");
    return Combinators.combine(part.list().ofMaxSize(60), Arbitraries.strings().ofMaxLength(5))
        .as((parts, end) -> String.join("", parts) + end);
  }

  private static List<String> pairs(FormNode form) {
    return form.children().entrySet().stream()
        .flatMap(root -> root.getValue().pairs(root.getKey()).stream())
        .toList();
  }

  private static FormNode parse(String body) {
    return KommoForm.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
