package dev.recado.chat.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.http.PublicAnswer;
import dev.recado.spine.http.PublicCall;
import dev.recado.spine.http.PublicHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on its way into the hub; its bytes lie in a temporary file until a store has them. */
public final class Download implements AutoCloseable {

  /** For everything that one try asks for. */
  static final Duration LONGEST = Duration.ofMinutes(4);

  private static final Logger log = LoggerFactory.getLogger(Download.class);
  private static final String PREFIX = "recado-media-";
  private static final String SUFFIX = ".part";

  private static final long SMALL = 256 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PublicHttp http;
  private final long most;
  private final long end;
  private final Path file;
  private long size = -1;
  private String sha256 = "";

  Download(PublicHttp http, long most, Path folder) throws IOException {
    this.http = http;
    this.most = most;
    this.end = System.nanoTime() + LONGEST.toNanos();
    this.file = Files.createTempFile(folder, PREFIX, SUFFIX);
  }

  /** Deletes what processes that died have left behind, but nothing that may be in use. */
  static void tidy(Path folder) {
    Instant old = Instant.now().minus(LONGEST.multipliedBy(2));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : left) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      log.warn("Temporary files cannot be deleted from {}: {}", folder, e.getMessage());
    }
  }

  /**
   * Fetches the file itself.
   *
   * @param call that is answered with the bytes
   * @throws IOException where that fails
   */
  public void file(PublicCall call) throws IOException {
    http.call(call, limits(most), this::keep);
  }

  private Long keep(PublicAnswer answer) throws IOException {
    checked(answer);
    if (answer.length() > most) {
      throw new TooLargeException();
    }
    try (InputStream body = answer.body()) {
      keep(out -> body.transferTo(out));
    }
    return size;
  }

  /**
   * Asks for something about the file.
   *
   * @param call that is answered with JSON of at most 256 KB
   * @return what it says
   * @throws IOException where that fails
   */
  public JsonNode json(PublicCall call) throws IOException {
    return http.call(
        call,
        limits(SMALL),
        answer -> {
          checked(answer);
          try (InputStream body = answer.body()) {
            return JSON.readTree(body);
          } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            // The parser's own message quotes the answer.
            throw new MediaException("a resposta do provedor não é JSON");
          }
        });
  }

  /**
   * Fetches a file that is a text in JSON.
   *
   * @param call that is answered with the JSON
   * @param path the names of the fields that lead to the text, in base64 or as a data URL
   * @throws IOException where that fails
   */
  public void base64(PublicCall call, String... path) throws IOException {
    // Four characters for three bytes, and line breaks.
    http.call(
        call,
        limits(most / 2 * 3 + SMALL),
        answer -> {
          checked(answer);
          try (InputStream body = answer.body()) {
            base64(body, path);
          }
          return size;
        });
  }

  /**
   * Takes a file out of a webhook.
   *
   * @param webhook JSON
   * @param path the names of the fields that lead to the text, in base64 or as a data URL
   * @throws IOException where it is not in there
   */
  public void base64(byte[] webhook, String... path) throws IOException {
    base64(new ByteArrayInputStream(webhook), path);
  }

  private void base64(InputStream json, String... path) throws IOException {
    boolean[] found = {false};
    keep(out -> found[0] = Base64Field.copy(json, List.of(path), out));
    if (!found[0] || size == 0) {
      size = -1;
      throw new MediaException("a resposta do provedor não traz o arquivo");
    }
  }

  /**
   * Compares the file with what the provider says of it.
   *
   * @param expected SHA-256 in hexadecimal or base64; null is not compared
   * @throws MediaException where it is another file, or only a part of it
   */
  public void expect(@Nullable String expected) throws MediaException {
    if (expected == null || expected.isBlank()) {
      return;
    }
    String told = expected.strip();
    if (!told.toLowerCase(Locale.ROOT).equals(sha256)
        && !told.equals(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)))) {
      throw new MediaException("o arquivo recebido não confere com o SHA-256 do provedor");
    }
  }

  /** Something that writes the file. */
  private interface Writing {
    void to(CountedFile out) throws IOException;
  }

  private void keep(Writing writing) throws IOException {
    try (CountedFile out = new CountedFile(file, most)) {
      writing.to(out);
      size = out.size();
      sha256 = out.sha256();
    }
  }

  private PublicHttp.Limits limits(long bytes) {
    return new PublicHttp.Limits(bytes, Duration.ofNanos(end - System.nanoTime()));
  }

  private static void checked(PublicAnswer answer) throws MediaException {
    if (!answer.ok()) {
      throw MediaException.of(answer.status());
    }
  }

  /** Gives the file; -1 bytes where nothing was fetched. */
  Path path() {
    return file;
  }

  long size() {
    return size;
  }

  String sha256() {
    return sha256;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
