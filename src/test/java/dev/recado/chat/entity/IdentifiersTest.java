package dev.recado.chat.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import dev.recado.ground.phone.Phones;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents, phones and addresses, with the vectors of src/test/resources/contracts/brazil. */
class IdentifiersTest {

  private static JsonNode sample(String name) throws IOException {
    return new ObjectMapper().readTree(Samples.bytes("brazil/" + name + ".json"));
  }

  private static Stream<String> documents(String... kinds) throws IOException {
    JsonNode vectors = sample("cpf-cnpj-vectors");
    return Stream.of(kinds)
        .flatMap(kind -> StreamSupport.stream(vectors.get(kind).spliterator(), false))
        .map(vector -> vector.isTextual() ? vector.asText() : joined(vector));
  }

  private static String joined(JsonNode computed) {
    return computed.get("base").asText() + computed.get("dv").asText();
  }

  static Stream<String> rightCpfs() throws IOException {
    return documents("cpf_valid");
  }

  static Stream<String> rightCnpjs() throws IOException {
    return documents("cnpj_valid_numeric", "cnpj_valid_alphanumeric", "cnpj_alphanumeric_computed");
  }

  static Stream<String> wrongDocuments() throws IOException {
    return documents("cpf_invalid", "cnpj_invalid");
  }

  static Stream<JsonNode> phones() throws IOException {
    return StreamSupport.stream(sample("phone-vectors").get("cases").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("rightCpfs")
  void everyRightCpfIsFoundFormattedAndBare(String cpf) {
    assertIsOne(Entity.Type.CPF, cpf);
  }

  @ParameterizedTest
  @MethodSource("rightCnpjs")
  void everyRightCnpjIsFoundFormattedAndBare(String cnpj) {
    assertIsOne(Entity.Type.CNPJ, cnpj);
  }

  private static void assertIsOne(Entity.Type type, String document) {
    String bare = document.replaceAll("[./-]", "");
    for (String text :
        List.of(document, bare, "é " + bare.toLowerCase(Locale.ROOT) + ".", "doc:" + document)) {
      assertThat(find(text))
          .as(text)
          .singleElement()
          .returns(type, Entity::type)
          .returns(bare, Entity::value);
    }
  }

  @ParameterizedTest
  @MethodSource("wrongDocuments")
  void aWrongDocumentIsNotFoundAndNotReadAsAnythingElse(String document) {
    assertThat(find(document)).isEmpty();
    assertThat(find("meu documento é " + document + " ok"))
        .extracting(Entity::type)
        .doesNotContain(Entity.Type.CPF, Entity.Type.CNPJ);
  }

  @ParameterizedTest
  @MethodSource("phones")
  void everyPhoneIsFoundInASentence(JsonNode vector) {
    assertThat(find("me liga no " + vector.get("input").asText() + " por favor"))
        .singleElement()
        .returns(Entity.Type.PHONE, Entity::type)
        .extracting(entity -> Phones.matchKey((String) entity.value()))
        .isEqualTo("55" + vector.get("match_key").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          11 98765-4321             | 5511987654321
          (11) 9 8765-4321          | 5511987654321
          11987654321               | 5511987654321
          5511987654321             | 5511987654321
          +55 11 98765-4321         | 5511987654321
          55 99123-4567             | 5555991234567
          55 55 99123-4567          | 5555991234567
          +1 202-456-1414           | 12024561414
          wa.me/5511987654321       | 5511987654321
          """)
  void phonesAsPeopleWriteThem(String text, String digits) {
    assertThat(find(text)).extracting(Entity::value).contains(digits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "98765-4321",
        "123456789012345@lid",
        "5511987654321@lid",
        "20 98765-4321",
        "529.982.247-26",
        "34191.79001 01043.510047 91020.150008 5 12340000012345",
        "b3f1c2d4-1198-7654-3210-119876543210",
        "pedido 2026111800012345",
      })
  void otherDigitsAreNoPhone(String text) {
    assertThat(find(text)).extracting(Entity::type).doesNotContain(Entity.Type.PHONE);
  }

  @Test
  void elevenDigitsAfterAWordForPhoneAreNoCpf() {
    assertThat(find("whats 11987654374"))
        .extracting(Entity::type)
        .containsExactly(Entity.Type.PHONE);
    assertThat(find("cpf 11987654374")).extracting(Entity::type).containsExactly(Entity.Type.CPF);
  }

  @ParameterizedTest
  @CsvSource({
    "Joao.Silva+nf@Exemplo.com.br, joao.silva+nf@exemplo.com.br",
    "manda pra ana_2@x.io., ana_2@x.io",
    "(ana@x.io), ana@x.io",
  })
  void addressesAreFoundInLowerCase(String text, String address) {
    assertThat(find(text))
        .singleElement()
        .returns(Entity.Type.EMAIL, Entity::type)
        .returns(address, Entity::value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"@maria", "joão@x", "joão@x.com", "a@@b.com", "558591230001@g.us", "a @ b"})
  void textsThatAreNoAddress(String text) {
    assertThat(find(text)).isEmpty();
  }

  private static List<Entity> find(String text) {
    return Entities.find(text, Instant.parse("2026-11-18T13:00:00Z"), ZoneOffset.UTC);
  }
}
