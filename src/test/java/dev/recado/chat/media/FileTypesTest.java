package dev.recado.chat.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class FileTypesTest {

  @TempDir Path folder = Path.of("");

  private final FileTypes types = new FileTypes();

  private String type(byte[] bytes, @Nullable String name, @Nullable String told)
      throws IOException {
    return types.of(Files.write(folder.resolve("file"), bytes), name, told);
  }

  @Test
  void filesAreWhatTheirBytesSay() throws IOException {
    assertThat(type(TestFiles.jpeg(), null, null)).isEqualTo("image/jpeg");
    assertThat(type(TestFiles.png(), "a.jpg", "image/jpeg")).isEqualTo("image/png");
    assertThat(type(TestFiles.pdf(), null, null)).isEqualTo("application/pdf");
    assertThat(type(TestFiles.voice(), null, "audio/ogg; codecs=opus")).isEqualTo("audio/ogg");
  }

  @Test
  void aProgramIsAProgramWhateverItIsCalled() throws IOException {
    assertThat(type(TestFiles.exe(), "foto.jpg", "image/jpeg")).startsWith("application/x-");
    assertThat(type(TestFiles.html(), "foto.jpg", "image/jpeg")).isEqualTo("text/html");
    assertThat(type(TestFiles.svg(), "foto.png", "image/png")).isEqualTo("image/svg+xml");
    assertThat(type(new byte[] {0, 1, 2, 3, 9, 9}, "foto.jpg", "image/jpeg"))
        .isEqualTo(FileTypes.UNKNOWN);
  }

  @Test
  void theNameTellsOfficeDocumentsAndTextsApart() throws IOException {
    String word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    assertThat(type(TestFiles.docx(), "contrato.docx", null)).isEqualTo(word);
    assertThat(type(TestFiles.docx(), null, word)).isEqualTo(word);
    assertThat(type(TestFiles.zip("a.txt"), "a.zip", null)).isEqualTo("application/zip");
    assertThat(type(TestFiles.text("a;b\n1;2\n"), "a.csv", null)).isEqualTo("text/csv");
    assertThat(type(TestFiles.text("bom dia"), null, null)).isEqualTo("text/plain");
  }

  @Test
  void aNamePromisesNothingThatTheFileIsNot() {
    assertThat(FileTypes.ending("pagina.html", "image/jpeg")).isEqualTo("pagina.html.jpg");
    assertThat(FileTypes.ending("nota.exe", "application/pdf")).isEqualTo("nota.exe.pdf");
    assertThat(FileTypes.ending("0c9c9d2e", "image/png")).isEqualTo("0c9c9d2e.png");
    assertThat(FileTypes.ending("foto.JPEG", "image/jpeg")).isEqualTo("foto.JPEG");
    assertThat(FileTypes.ending("voz.ogg", "audio/ogg")).isEqualTo("voz.ogg");
    assertThat(FileTypes.ending("lista.txt", "text/csv")).isEqualTo("lista.txt");
    assertThat(FileTypes.ending("lista.exe", "text/csv")).isEqualTo("lista.exe.csv");
    assertThat(FileTypes.ending("pagina.html", "text/plain")).isEqualTo("pagina.html.txt");
    assertThat(FileTypes.ending("qualquer.xyz", FileTypes.UNKNOWN)).isEqualTo("qualquer.xyz.bin");
  }

  @Test
  void theUsualTypesAreKeptAndOthersAreNot() {
    MediaSettings usual = settings(Set.of(""));
    assertThat(usual.keeps("image/jpeg")).isTrue();
    assertThat(usual.keeps("audio/amr")).isTrue();
    assertThat(usual.keeps("image/svg+xml")).isFalse();
    assertThat(usual.keeps("application/zip")).isFalse();
    assertThat(usual.keeps("text/html")).isFalse();
    MediaSettings chosen = settings(Set.of("image/*", " Application/ZIP "));
    assertThat(chosen.keeps("application/zip")).isTrue();
    assertThat(chosen.keeps("image/x-icon")).isTrue();
    assertThat(chosen.keeps("image/svg+xml")).isFalse();
    assertThat(chosen.keeps("application/pdf")).isFalse();
  }

  static MediaSettings settings(Set<String> types) {
    return new MediaSettings(
        DataSize.ofMegabytes(1),
        types,
        "table",
        "",
        Duration.ofDays(90),
        Duration.ofHours(12),
        2,
        Set.of(),
        new MediaSettings.S3("", "us-east-1", "", "", ""));
  }
}
