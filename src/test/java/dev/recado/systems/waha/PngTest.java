package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Only a whole PNG is passed on as one. */
class PngTest {

  private static byte[] png() throws IOException {
    return new ObjectMapper()
        .readTree(Samples.bytes("waha/response-auth-qr-json.json"))
        .get("data")
        .binaryValue();
  }

  @Test
  void theQrCodeOfTheContractIsOne() throws IOException {
    assertThat(Png.is(png())).isTrue();
  }

  @Test
  void aPageIsNone() {
    assertThat(Png.is("<html></html>".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(Png.is(new byte[0])).isFalse();
  }

  @Test
  void noPrefixOfOneIsOne() throws IOException {
    byte[] png = png();
    for (int length = 0; length < png.length; length++) {
      assertThat(Png.is(Arrays.copyOf(png, length))).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void nothingMayStandBehindItsEnd() throws IOException {
    byte[] png = png();
    assertThat(Png.is(Arrays.copyOf(png, png.length + 1))).isFalse();
  }

  @Test
  void noByteMayBeDifferent() throws IOException {
    byte[] png = png();
    for (int i = 0; i < png.length; i++) {
      byte[] other = png.clone();
      other[i] ^= 1;
      assertThat(Png.is(other)).as("byte %d", i).isFalse();
    }
  }
}
