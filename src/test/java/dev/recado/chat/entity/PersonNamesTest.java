package dev.recado.chat.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          meu nome é João da Silva                        | João da Silva
          Oi, meu nome é joão da silva, tudo bem?         | João da Silva
          MEU NOME É JOÃO DA SILVA                        | João da Silva
          meu nome e maria                                | Maria
          Meu nome completo é Ana Paula dos Santos.       | Ana Paula dos Santos
          meu nome: Ana                                   | Ana
          me chamo Zé                                     | Zé
          Me chamo maria e quero uma pizza                | Maria
          pode me chamar de Bia                           | Bia
          sou a Maria                                     | Maria
          bom dia, sou o pedro quero pagar                | Pedro
          Sou João, cliente antigo                        | João
          aqui é o Zé                                     | Zé
          aqui e a ana lucia                              | Ana Lucia
          Aqui é Carlos                                   | Carlos
          Aqui é a Maria da loja                          | Maria
          quem fala é o Marcos                            | Marcos
          João falando                                    | João
          Bom dia, Maria Clara falando                    | Maria Clara
          Olá! aqui é o João falando                      | João
          meu nome é João quero um orçamento              | João
          meu nome é D'Ávila-Souza                        | D'Ávila-Souza
          me chamo *Maria* 😊                             | Maria
          sou o dono. Me chamo Rui                        | Rui
          """)
  void introductions(String text, String name) {
    assertThat(PersonNames.in(text)).contains(name);
    assertThat(PersonNames.answer(text)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joao da silva",
        "quero saber o valor",
        "sou cliente",
        "sou o titular",
        "sou a mãe do João",
        "não sou o João",
        "não me chamo Pedro",
        "sou a favor",
        "aqui é caro",
        "aqui é de Recife",
        "meu nome está no Serasa",
        "limpar meu nome",
        "meu nome é importante?",
        "meu nome e cpf",
        "com quem estou falando",
        "estou falando",
        "",
      })
  void textsThatIntroduceNoPerson(String text) {
    assertThat(PersonNames.in(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          joao da silva               | Joao da Silva
          joão da silva               | João da Silva
          JOÃO DA SILVA               | João da Silva
          Maria 😊                    | Maria
          Maria!                      | Maria
          é João                      | João
          eh joao                     | Joao
          É a Maria                   | Maria
          sou maria                   | Maria
          o Pedro                     | Pedro
          oi, maria clara             | Maria Clara
          Boa tarde! Rui Barbosa      | Rui Barbosa
          nome: Ana                   | Ana
          Maria, quero uma pizza      | Maria
          João P. Silva               | João P Silva
          Sr. Antônio                 | Sr Antônio
          maria d’ávila               | Maria D'Ávila
          ana-lúcia e silva           | Ana-Lúcia e Silva
          Ronald McArthur             | Ronald McArthur
          Zé                          | Zé
          Sou o Dr. Paulo             | Dr Paulo
          maria aqui                  | Maria
          José\u200b   Maria          | José Maria
          李明                        | 李明
          Łukasz Żółć                 | Łukasz Żółć
          Pedro de Alcântara João Carlos Leopoldo | Pedro de Alcântara João Carlos Leopoldo
          """)
  void answers(String text, String name) {
    assertThat(PersonNames.answer(text)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sim",
        "Não",
        "nao",
        "oi",
        "oiii",
        "quero",
        "Quero uma pizza",
        "ok",
        "sair",
        "SAIR",
        "não sei",
        "tudo bem",
        "bom dia",
        "boa noite!",
        "pra quê",
        "pra quê?",
        "por que você quer saber",
        "Maria?",
        "é o João?",
        "123",
        "João 123",
        "joao123",
        "11 98765-4321",
        "52998224725",
        "https://x.com",
        "www.x.com",
        "joao@x.com",
        "<b>Maria</b>",
        "<script>",
        "{{nome}}",
        "Maria [x](y)",
        "A",
        "🙂",
        "...",
        "  ",
        "",
        "-",
        "'",
        "kkkk",
        "hahaha",
        "blz",
        "de",
        "um dois três quatro cinco seis sete",
        "Ana Bia Caio Davi Eva Fabio Gil",
        "Wolfeschlegelsteinhausenbergerdorff Wolfeschlegelsteinhausenbergerdorff",
        "calma, ja vai",
        "meu nome é Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft",
        "sou eu",
        "Boleto",
        "prefiro não dizer",
        "é a esposa dele",
        "\u3164\u3164",
      })
  void answersThatAreNoName(String text) {
    assertThat(PersonNames.answer(text)).isEmpty();
  }

  @Test
  void aNameIsOneLine() {
    assertThat(PersonNames.answer("oi\nmaria\nclara")).contains("Maria");
    assertThat(PersonNames.answer("Maria\r\n")).contains("Maria");
    assertThat(PersonNames.in("meu nome é Maria\nSilva")).contains("Maria");
    assertThat(PersonNames.answer("Maria\u0000\u202eSilva")).contains("Maria Silva");
  }

  @Test
  void anAbsentTextIsNoName() {
    assertThat(PersonNames.in(null)).isEqualTo(Optional.empty());
    assertThat(PersonNames.answer(null)).isEqualTo(Optional.empty());
  }

  @Property(tries = 1000)
  void aNameInAnyTextIsClean(@ForAll String text) {
    assertClean(PersonNames.answer(text));
    assertClean(PersonNames.in("meu nome é " + text));
  }

  @Property(tries = 2000)
  void aNameInAnyMixIsClean(@ForAll("mixes") String text) {
    assertClean(PersonNames.answer(text));
  }

  @Provide
  Arbitrary<String> mixes() {
    String parts =
        "Maria|maria|JOÃO| |da |de|e |meu nome é |sou o |-|'|’|.|, |!|😊|\n|\u200d|\u0301|<|{|*|_|?|9|"
            + " falando|é |´|\u2028|ß|ŉ|ǅ|\ud83d";
    return Arbitraries.of(parts.split("\\|"))
        .list()
        .ofMaxSize(10)
        .map(list -> String.join("", list));
  }

  private static void assertClean(Optional<String> name) {
    name.ifPresent(
        clean -> {
          assertThat(clean).matches("[\\p{L}\\p{M}'-]+(?: [\\p{L}\\p{M}'-]+){0,5}");
          assertThat(clean).hasSizeBetween(2, 60);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a ", "a-", "a'", "meu nome é ", "sou o a ", " ", "\n", "á", "oi ", "a."})
  void sixtyThousandCharactersAreReadWithoutBacktracking(String part) {
    String text = part.repeat(60_000 / part.length()) + "!";
    assertThat(PersonNames.answer(text).orElse("")).hasSizeLessThanOrEqualTo(60);
    assertThat(PersonNames.in(text).orElse("")).hasSizeLessThanOrEqualTo(60);
  }
}
