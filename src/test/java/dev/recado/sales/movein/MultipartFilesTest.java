package dev.recado.sales.movein;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MultipartFilesTest {

  private static List<MultipartFiles.Part> read(String head) {
    String body = "--x\r\n" + head + "\r\n\r\nnome\r\n--x--\r\n";
    return MultipartFiles.read(
        body.getBytes(StandardCharsets.UTF_8), "multipart/form-data; boundary=x");
  }

  @Test
  void aPartWithAFileNameIsAFile() {
    assertThat(
            read("Content-Type: text/csv\r\nContent-Disposition: form-data; filename=\"ação.csv\""))
        .extracting(MultipartFiles.Part::name)
        .containsExactly("ação.csv");
    assertThat(read("content-disposition: form-data; name=\"file\"")).isEmpty();
    assertThat(read("X-Other: content-disposition: form-data; filename=\"a\"")).isEmpty();
  }

  /** Looked at from each of its places to its end, this line would take hours. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLineThatRepeatsItsNameIsLookedAtOnce() {
    assertThat(read("content-disposition: ".repeat(200_000))).isEmpty();
    assertThat(read("content-disposition: " + ";filename=".repeat(400_000))).isEmpty();
  }
}
