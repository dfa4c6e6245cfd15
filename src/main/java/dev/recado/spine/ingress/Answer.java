package dev.recado.spine.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.springframework.util.unit.DataSize;

/**
 * The answer to a sender, usually a small JSON object. Problems follow RFC 9457.
 *
 * <p>Titles and details are the hub's own fixed sentences, never text of the request.
 *
 * @param body its text
 * @param retryAfter seconds to wait before the next try; 0 if the answer names no time
 * @param close whether the connection closes after it
 */
record Answer(int status, String contentType, String body, long retryAfter, boolean close) {

  static Answer accepted(int status, UUID id) {
    return new Answer(
        status, "application/json", "{\"id\": \"" + id + "\", \"status\": \"accepted\"}", 0, false);
  }

  static Answer thanks(WebhookSource.Thanks thanks) {
    return new Answer(thanks.status(), thanks.contentType(), thanks.body(), 0, false);
  }

  /** The answer to a sender's question. A browser must take it for nothing but text. */
  static Answer challenge(String text) {
    return new Answer(200, "text/plain;charset=UTF-8", text, 0, false);
  }

  static Answer problem(int status, String title, String detail) {
    return new Answer(
        status,
        "application/problem+json",
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(title, status, detail),
        0,
        false);
  }

  static Answer tooLarge(DataSize limit) {
    return problem(413, "Body too large", "The limit is " + limit + ".");
  }

  static Answer tooLargeForTheLog() {
    return problem(413, "Body too large", "The hub's Kafka takes only smaller bodies.");
  }

  static Answer tryAgain(Duration after) {
    return problem(503, "Try again", "The hub cannot keep the webhook just now.")
        .after(after.toSeconds());
  }

  static Answer tooSlow() {
    return problem(408, "Too slow", "The body did not come in time.");
  }

  static Answer tooManyUnfinished() {
    return problem(
            429,
            "Too many slow requests",
            "Too many request bodies from this address are unfinished.")
        .after(5);
  }

  Answer after(long seconds) {
    return new Answer(status, contentType, body, seconds, close);
  }

  Answer closing() {
    return new Answer(status, contentType, body, retryAfter, true);
  }

  /** Answers in the thread of the request. */
  void to(HttpServletResponse response) throws IOException {
    response.getOutputStream().write(head(response));
  }

  /**
   * Answers from any thread. No thread waits for a slow reader.
   *
   * @param sent called when the answer is on its way or the caller is gone
   */
  void send(AsyncContext async, Runnable sent) {
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    byte[] bytes = head(response);
    try {
      ServletOutputStream out = response.getOutputStream();
      out.setWriteListener(new Sending(out, bytes, sent));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] head(HttpServletResponse response) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(contentType);
    response.setContentLength(bytes.length);
    if (retryAfter > 0) {
      response.setHeader("Retry-After", Long.toString(retryAfter));
    }
    if (close) {
      response.setHeader("Connection", "close");
    }
    return bytes;
  }

  /** Writes as soon as the socket takes bytes. */
  private static final class Sending implements WriteListener {

    private final ServletOutputStream out;
    private final byte[] body;
    private final Runnable sent;
    private int step;

    Sending(ServletOutputStream out, byte[] body, Runnable sent) {
      this.out = out;
      this.body = body;
      this.sent = sent;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        switch (step++) {
          case 0 -> out.write(body);
          case 1 -> out.flush();
          default -> {
            sent.run();
            return;
          }
        }
      }
    }

    @Override
    public void onError(Throwable gone) {
      sent.run();
    }
  }
}
