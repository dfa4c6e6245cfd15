package dev.recado.systems.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import dev.recado.StubTwilio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample of Twilio's contract is read by a test. */
class TwilioSamplesTest {

  private static final Path FOLDER = Path.of("src/test/resources/contracts/twilio");
  private static final Path TESTS = Path.of("src/test/java/dev/recado");

  private static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static List<String> forms() throws IOException {
    return samples().stream().filter(name -> name.endsWith(".form")).toList();
  }

  private static String readers() throws IOException {
    try (Stream<Path> tests = Files.walk(TESTS)) {
      return tests
          .filter(
              file ->
                  file.toString().contains("Twilio") && !file.endsWith("TwilioSamplesTest.java"))
          .filter(Files::isRegularFile)
          .map(TwilioSamplesTest::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The readable copies of the forms are read by {@link #theReadableCopyHoldsTheSamePairs}. */
  @Test
  void eachSampleIsReadByATest() throws IOException {
    String readers = readers();
    assertThat(samples())
        .hasSizeGreaterThan(30)
        .filteredOn(name -> !name.endsWith(".pairs.txt"))
        .filteredOn(
            name ->
                !Pattern.compile(
                        "/?" + Pattern.quote(name.replace(".form", "")) + "(?![A-Za-z0-9-])")
                    .matcher(readers)
                    .find())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theReadableCopyHoldsTheSamePairs(String form) {
    Map<String, String> pairs = StubTwilio.pairs(Samples.bytes("twilio/" + form));
    String readable =
        pairs.entrySet().stream()
            .map(pair -> pair.getKey() + " = " + pair.getValue() + "\n")
            .collect(Collectors.joining());
    assertThat(Samples.text("twilio/" + form.replace(".form", ".pairs.txt"))).isEqualTo(readable);
  }

  @Test
  void noFormHasChangedOnItsWayHere() throws Exception {
    JsonNode signatures = new ObjectMapper().readTree(Samples.bytes("twilio/_signatures.json"));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (String form : forms()) {
      if (signatures.has(form)) {
        assertThat(HexFormat.of().formatHex(sha256.digest(Samples.bytes("twilio/" + form))))
            .isEqualTo(signatures.get(form).get("sha256_of_file").asText());
      } else {
        assertThat(form).startsWith("request-");
      }
    }
  }
}
