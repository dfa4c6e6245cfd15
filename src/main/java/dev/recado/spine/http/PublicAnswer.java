package dev.recado.spine.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link PublicCall}, while it arrives. */
public final class PublicAnswer {

  private final ClassicHttpResponse response;

  PublicAnswer(ClassicHttpResponse response) {
    this.response = response;
  }

  /** Gives the HTTP status. */
  public int status() {
    return response.getCode();
  }

  /** Tells whether the status is a success. */
  public boolean ok() {
    return status() / 100 == 2;
  }

  /**
   * Reads a header.
   *
   * @param name its name
   * @return null where the answer has none
   */
  public @Nullable String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  /**
   * Tells the length that the server announces; the body may still be another.
   *
   * @return in bytes; -1 where it announces none
   */
  public long length() {
    String length = header("Content-Length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  /**
   * Opens the body; it ends with an {@link AnswerLimitException} where it is too long or too slow.
   *
   * @return decompressed, possibly empty
   * @throws IOException where the connection breaks
   */
  public InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }
}
