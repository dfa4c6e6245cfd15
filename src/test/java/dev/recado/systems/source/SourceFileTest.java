package dev.recado.systems.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a file of {@code routes/sources}, with its place. */
class SourceFileTest {

  private static SourceFile shop(String more) {
    return SourceFile.read("sources/shop.yaml", "name: shop\ndescription: Orders.\n" + more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prof: token | line 3: there is no field \"prof\" here",
        "proof: hmac | line 3: \"hmac\" is not possible here; write one of basic, token, {header: …} with the secret itself, or {signature: …} with the header of an HMAC",
        "proof: {} | line 3: a proof is token, basic, {header: …}",
        "proof: {header: X, signature: Y} | line 3: a proof is token, basic, {header: …}",
        "proof: {header: X, algorithm: sha1} | line 3: \"algorithm\" belongs to a signature",
        "proof: {signature: X, algorithm: md5} | line 3: \"md5\" is not possible here; write one of sha1, sha256, sha512",
        "proof: {signature: X, signs: '{bdy}'} | line 3: there is no {bdy} here",
        "proof: {signature: X, signs: 'x{timestamp}'} | line 3: a signature over nothing of the webhook proves nothing",
        "proof: {signature: X, timestamp: {within: 5m}} | line 3: a timestamp has a \"header\", or a \"prefix\"",
        "proof: {signature: X, timestamp: {header: T, within: 5}} | line 3: this must be a length of time",
        "proof: {signature: X, timestamp: {header: T, within: 5m}} | line 3: the time is not signed",
        "proof: {signature: X, signs: '{header.U}{body}', timestamp: {header: T}} | line 3: the time is not signed",
        "preset: shopfy | line 3: \"shopfy\" is not possible here; write one of asaas",
        "answer: 302 | line 3: the answer's status is a number from 200 to 204",
        "answer: {staus: 200} | line 3: there is no field \"staus\" here; there are body, status",
        "origins: www.example.com | line 3: an origin is https://",
        "format: yaml | line 3: \"yaml\" is not possible here; write one of any, form, json, multipart, xml",
        "type: order | line 3: the type of an event of this source begins with \"shop.\"",
        "type: odoo.sale.order | line 3: the type of an event of this source begins with \"shop.\"",
        "type: shop.other | line 3: \"shop.other\" is the type of the webhooks that a source does not take",
        "type: {values: {a: shop.a}} | line 3: a type is a name, or \"from\"",
        "type: {from: event, values: {a: b}} | line 3: the type of an event",
        "key: '${body[id]}' | line 3: this must be the name of a field such as order.id, without ${…}",
        "key: {heder: X} | line 3: there is no field \"heder\" here",
        "within: 0s | line 3: this must be a length of time",
        "within: 1 week | line 3: this must be a length of time",
        "split: {keep: [a]} | line 3: \"split\" names a list of the body",
        "headers: X-Shop | line 3: this must be a map",
      })
  void eachMistakeIsNamedWithItsLine(String line, String problem) {
    assertThat(shop(line + "\n").problems())
        .extracting(SourceProblem::toString)
        .anySatisfy(found -> assertThat(found).startsWith(problem));
  }

  @Test
  void theTimeMayBeSignedAsTheHeaderThatHoldsIt() {
    String proof = "proof: {signature: X, signs: '%s', timestamp: {header: X-Time, within: 5m}}\n";
    assertThat(shop(proof.formatted("{header.x-time}.{body}")).problems()).isEmpty();
    assertThat(shop(proof.formatted("{timestamp}.{body}")).problems()).isEmpty();
  }

  @Test
  void nobodyHasATextEchoedWithoutASecret() {
    assertThat(shop("proof: basic\nchallenge: {echo: q}\n").problems())
        .extracting(SourceProblem::toString)
        .singleElement()
        .asString()
        .startsWith("line 4: a challenge with \"echo\" needs \"token\" here");
    assertThat(shop("challenge: {echo: q}\n").problems()).isEmpty();
    assertThat(shop("proof: basic\nchallenge: {}\n").problems()).isEmpty();
  }

  @Test
  void allMistakesAreTold() {
    assertThat(shop("proof: x\nformat: y\nwithin: z\n").problems()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Shop | lower-case letters",
        "odoo | a word of the hub itself",
        "whatsapp | a word of the hub itself",
        "test | a word of the hub itself",
        "gateway | a word of the hub itself",
        "conversation | a word of the hub itself",
      })
  void aNameThatIsNoneOrThatTheHubHasIsRefused(String name, String problem) {
    String text = "name: " + name + "\ndescription: x\n";
    assertThat(SourceFile.read("sources/" + name + ".yaml", text).problems())
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void theFileHasTheNameOfItsSource() {
    String text = "name: shop\ndescription: x\n";
    assertThat(SourceFile.read("sources/store.yaml", text).problems())
        .singleElement()
        .asString()
        .contains("\"shop\"", "\"store\"");
  }

  @Test
  void whatAPresetSaysMayBeReplaced() {
    SourceFile source = shop("preset: github\ntype: shop.pushed\n");
    assertThat(source.problems()).isEmpty();
    assertThat(source.types()).containsOnlyKeys("shop.pushed");
    assertThat(source.path()).contains("/webhooks/shop");
  }

  @Test
  void theFormThatComesWithTheHubIsSuchAFile() throws IOException {
    SourceFile form =
        SourceFile.read("sources/form.yaml", RouteFolder.shipped().text("sources/form.yaml"));
    assertThat(form.problems()).isEmpty();
    assertThat(form.types()).containsOnlyKeys("form.submitted");
  }

  @Property(tries = 300)
  void noContentCausesAnException(@ForAll String text) {
    SourceFile.read("sources/shop.yaml", text);
    shop("proof: " + text + "\n");
    shop("type: {from: " + text + "}\n");
  }
}
